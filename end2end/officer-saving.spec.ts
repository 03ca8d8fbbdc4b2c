// 省流量: on a line paid by the megabyte words go at once and photos wait for Wi-Fi.
import { expect, type Page, test } from "@playwright/test";
import { hands, started } from "./officer/hands.ts";
import { round } from "./officer/round.ts";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { jpeg } from "./photos/photo.mjs";

const SENT = /^已上报，编号 YX-XS-2026-\d{6}$/;
const SPARED = /^文字已上报，编号 YX-XS-2026-\d{6}；照片等无线网$/;
const BOX = "省流量：照片等连上无线网再传";

const at = round();
const { home, clue } = hands(() => at.line.url);

test("photos wait for Wi-Fi and words do not; 立即上报 sends them all the same", async ({ page }) => {
  await onPaidLine(page);
  await home(page);
  await spare(page);
  await clue(page, "桥头小卖部", jpeg("waits"));
  await expect(page.locator("p.state", { hasText: SPARED })).toBeVisible();
  expect([...at.bureau.reports.values()].map((report) => report.text.answers.place)).toEqual(["桥头小卖部"]);
  expect([...at.bureau.uploads.values()].map((upload) => upload.bytes.length), "photos on the paid line").toEqual([]);
  await joinsWifi(page);
  await expect(page.locator("p.state.sent", { hasText: SENT })).toHaveCount(1);
  await clue(page, "街边摊", jpeg("hurry"));
  await expect(page.locator("p.state", { hasText: SPARED })).toBeVisible();
  await page.getByRole("button", { name: "立即上报" }).click();
  await expect(page.locator("p.state.sent", { hasText: SENT })).toHaveCount(2);
});

test("unticked, photos that wait go at once", async ({ page }) => {
  await onPaidLine(page);
  await home(page);
  await spare(page);
  await clue(page, "桥头小卖部", jpeg("waits"));
  await expect(page.locator("p.state", { hasText: SPARED })).toBeVisible();
  await page.getByLabel(BOX).uncheck();
  await expect(page.locator("p.state.sent", { hasText: SENT })).toHaveCount(1);
  await page.reload();
  await started(page);
  await expect(page.getByLabel(BOX)).not.toBeChecked();
});

test("a phone that does not tell its line is offered nothing and sends everything", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: undefined }));
  await home(page);
  await clue(page, "桥头小卖部", jpeg("goes"));
  await expect(page.locator("p.state.sent", { hasText: SENT })).toHaveCount(1);
  await expect(page.getByLabel(BOX)).toBeHidden();
});

for (const mode of MODES) {
  test(`the box fits a thumb and a small phone in ${mode} type`, async ({ page, context }) => {
    await remember(context, at.line.url, mode);
    await onPaidLine(page);
    await home(page);
    await spare(page);
    await clue(page, "桥头小卖部", jpeg("waits"));
    await expect(page.locator("p.state", { hasText: SPARED })).toBeVisible();
    await page.screenshot({ path: `test-results/officer-saving-${mode}.png`, fullPage: true });
    await judge(page);
    await fits(page);
    await thumbs(page, mode === "large" ? 60 : 48);
  });
}

/** Only phones tell their line: pages and worker of this Chromium are told what to tell. */
async function onPaidLine(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const line = Object.assign(new EventTarget(), { type: "cellular" });
    Object.defineProperty(navigator, "connection", { value: line });
  });
  const told = 'Object.defineProperty(navigator, "connection", { value: { type: "cellular" } });';
  at.line.bend = (path, body) => (path.endsWith("/officer/sw.js") ? { status: 200, body: told + body } : undefined);
}

async function joinsWifi(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { connection } = navigator as unknown as { connection: EventTarget & { type: string } };
    connection.type = "wifi";
    connection.dispatchEvent(new Event("change"));
  });
}

async function spare(page: Page): Promise<void> {
  await page.goto(`${at.line.url}officer/queue`);
  await started(page);
  await page.getByLabel(BOX).check();
}
