// The whole way on the real portal: a coordinator enrols, a phone is bound, a clue is filled in
// without a network and arrives, and a lost phone is revoked.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { bind, enrol, signIn } from "./officer/crew.ts";
import { Line, storm } from "./officer/line.ts";
import { Portal } from "./harness/portal.ts";
import { seeded } from "./harness/seeded.ts";
import { jpeg } from "./photos/photo.mjs";

let portal: Portal;
let line: Line;
test.beforeAll(async () => {
  portal = await Portal.start();
  line = await Line.start(portal.origin);
});
test.afterAll(async () => {
  await line?.stop();
  await portal?.dispose();
});

test("enrolled at the desk, bound by code, reported through a storm, read at the desk, revoked", async ({ browser, page }) => {
  test.setTimeout(120_000);
  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await signIn(desk, portal, "coordinator");
  const enrolled = await enrol(desk, portal, "李大山", "13988312345");
  await bind(page, line.url, enrolled, "李大山");

  line.weather = storm(seeded(5));
  await page.getByRole("link", { name: /报线索/ }).tap();
  await started(page);
  await page.locator("label.tile", { hasText: "过期药" }).tap();
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("bureau") });
  await expect(page.getByText(/已存好，\d+ KB/)).toBeVisible();
  await page.getByRole("button", { name: "存好上报" }).tap();
  await page.waitForURL(/officer\/queue/);
  const sent = page.getByText(/已上报，编号/);
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(sent).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const number = (/编号 (\S+)/.exec(await sent.innerText()) ?? [])[1];
  line.weather = () => ({ fault: "none", at: 0 });
  await page.getByRole("link", { name: "看办理情况" }).tap();
  await expect(page.getByText("1 份照片、语音都到了")).toBeVisible();

  await desk.goto(portal.url("desk/field/records"));
  await expect(desk.locator("main")).toContainText(number);
  await broughtByHand(page, desk);
  await desk.goto(enrolled.address);
  await desk.locator("form:has([name=step][value=revoke]) button").first().click();
  await page.goto(`${line.url}officer`);
  await expect(page.locator("[data-officer-unbound]")).toBeVisible();
});

/** A week without a signal: the report leaves the phone as a file, and is one report when the phone is back. */
async function broughtByHand(page: Page, desk: Page): Promise<void> {
  await page.goto(`${line.url}officer/new/clue`);
  await started(page);
  line.cutOff();
  await page.locator("label.tile", { hasText: "游医药贩" }).tap();
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("by hand") });
  await expect(page.getByText(/已存好，\d+ KB/)).toBeVisible();
  await page.getByRole("button", { name: "存好上报" }).tap();
  await page.waitForURL(/officer\/queue/);
  await page.clock.setFixedTime(Date.now() + 8 * 24 * 3_600_000);
  await page.reload();
  const downloads = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出" }).tap();
  const file = await (await downloads).path();
  await desk.goto(portal.url("desk/field/records"));
  const rows = await desk.locator("tbody tr").count();
  await desk.getByLabel("从手机里导出的文件").setInputFiles({ name: "药安上报.yaoan", mimeType: "application/octet-stream", buffer: await readFile(file) });
  await desk.getByRole("button", { name: "上报", exact: true }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toContainText(/YX-/);
  line.restore();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText(/已上报，编号/)).toHaveCount(2, { timeout: 30_000 });
  await desk.goto(portal.url("desk/field/records"));
  await expect(desk.locator("tbody tr")).toHaveCount(rows + 1);
}

async function started(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-officer", "ready");
}
