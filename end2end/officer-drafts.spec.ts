// One draft on two pages: it becomes one report, nothing that was sent or thrown away comes back, and
// nothing that was typed is lost.
import { expect, type Page, test } from "@playwright/test";
import { rows } from "./officer/disk.ts";
import { hands, photo, send, started } from "./officer/hands.ts";
import { round } from "./officer/round.ts";
import { jpeg } from "./photos/photo.mjs";

const SENT = /已上报，编号 YX-XS-2026-\d{6}/;
const ALREADY = "这份已经存好上报了";
const ANEW = "另存成一份新的草稿";

const at = round();
const { home, begun, clue } = hands(() => at.line.url);

test("a draft sent on two pages is one report, and the later page leads to the queue", async ({ page, context }) => {
  await home(page);
  const draft = await begun(page, "桥头小卖部");
  await stored(page, "桥头小卖部");
  const other = await context.newPage();
  await other.goto(draft);
  await started(other);
  await send(page);
  await expect(page.getByText(SENT)).toBeVisible();
  await other.getByRole("button", { name: "存好上报" }).tap();
  await expect(other.getByRole("alert").filter({ hasText: ALREADY })).toBeVisible();
  await expect(other.getByRole("button", { name: ANEW }), "nothing on it that was not sent").toHaveCount(0);
  await other.screenshot({ path: "test-results/officer-draft-sent.png" });
  await other.getByRole("link", { name: "看手机里的上报" }).tap();
  await other.waitForURL(/officer\/queue#/);
  await expect(other.getByText(SENT)).toHaveCount(1);
  await expect(other.getByRole("link", { name: "接着填" })).toHaveCount(0);
  expect(at.bureau.reports.size).toBe(1);
  await other.goto(draft);
  await expect(other.getByRole("alert").filter({ hasText: ALREADY }), "an old address says it too").toBeVisible();
});

test("both pages send at the same moment, and it is one report", async ({ page, context }) => {
  await home(page);
  const draft = await begun(page, "桥头小卖部");
  await stored(page, "桥头小卖部");
  const other = await context.newPage();
  await other.goto(draft);
  await started(other);
  const press = (one: Page) => one.evaluate(() => document.querySelector<HTMLElement>("[data-send]")?.click());
  await Promise.all([press(page), press(other)]);
  await expect.poll(() => at.bureau.reports.size).toBe(1);
  const told = (one: Page) => one.getByText(ALREADY).count().catch(() => 0);
  await expect.poll(async () => (await told(page)) + (await told(other))).toBe(1);
  expect((await rows(page, "drafts")).length).toBe(0);
  expect(at.bureau.reports.size).toBe(1);
});

test("what a second page holds beside what was sent is kept as a draft of its own", async ({ page, context }) => {
  await home(page);
  const draft = await begun(page, "桥头小卖部");
  await stored(page, "桥头小卖部");
  const other = await context.newPage();
  await other.goto(draft);
  await started(other);
  await other.getByText("还要补充").tap();
  await other.locator("[name=place]").fill("桥头东边第二家");
  await photo(other, jpeg("second page"));
  await stored(other, "桥头东边第二家");
  await send(page);
  await expect(page.getByText(SENT)).toBeVisible();

  await other.locator("[name=place]").fill("桥头东边第三家");
  await other.evaluate(() => dispatchEvent(new Event("pagehide")));
  await expect(other.getByRole("alert").filter({ hasText: "和报的不一样，还没有存下" })).toBeVisible();
  await other.screenshot({ path: "test-results/officer-draft-differs.png" });
  expect(await rows(other, "drafts"), "what was sent does not come back").toEqual([]);
  await other.getByRole("button", { name: ANEW }).tap();
  await expect(other.getByText("另存好了")).toBeVisible();
  expect(other.url()).not.toBe(draft);
  await other.reload();
  await started(other);
  await expect(other.locator("[name=place]")).toHaveValue("桥头东边第三家");
  await expect(other.getByText(/已存好，\d+ KB/)).toHaveCount(1);
  await send(other);
  await expect(other.getByText(SENT)).toHaveCount(2);
  const places = [...at.bureau.reports.values()].map((report) => [report.text.answers.place, report.text.photos.length]);
  expect(places).toEqual([["桥头小卖部", 0], ["桥头东边第三家", 1]]);
});

test("a draft thrown away on one page does not come back from another", async ({ page, context }) => {
  await home(page);
  await begun(page, "桥头小卖部");
  await stored(page, "桥头小卖部");
  const other = await context.newPage();
  await other.goto(`${at.line.url}officer/queue`);
  other.on("dialog", (dialog) => void dialog.accept());
  await other.getByRole("button", { name: "删掉" }).tap();
  await expect(other.getByText("手机里没有等着上报的")).toBeVisible();
  await page.locator("[name=place]").fill("桥头大卖部");
  await expect(page.getByRole("alert").filter({ hasText: "这份草稿已经删掉了" })).toBeVisible();
  expect(await rows(page, "drafts")).toEqual([]);
  await page.getByRole("button", { name: ANEW }).tap();
  await expect(page.getByText("另存好了")).toBeVisible();
  expect((await rows(page, "drafts")).length).toBe(1);
});

test("a page that typed nothing writes nothing over what another typed", async ({ page, context }) => {
  await home(page);
  const draft = await begun(page, "桥头小卖部");
  await stored(page, "桥头小卖部");
  const other = await context.newPage();
  await other.goto(draft);
  await started(other);
  await page.locator("[name=place]").fill("桥头小卖部隔壁");
  await stored(page, "桥头小卖部隔壁");
  const before = await rows(page, "drafts");
  await other.evaluate(() => dispatchEvent(new Event("pagehide")));
  await other.goto(draft);
  await started(other);
  await expect(other.locator("[name=place]")).toHaveValue("桥头小卖部隔壁");
  expect(await rows(page, "drafts")).toEqual(before);
});

test("a refused report is taken back once, on whichever page", async ({ page, context }) => {
  at.bureau.refuse = "请写具体地方";
  await home(page);
  await clue(page, "村口");
  await expect(page.getByText("局里没有收下：请写具体地方。")).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${at.line.url}officer/queue`);
  await expect(other.getByRole("button", { name: "改一改再报" })).toBeVisible();
  await page.getByRole("button", { name: "改一改再报" }).tap();
  await page.waitForURL(/draft=/);
  await other.getByRole("button", { name: "改一改再报" }).tap();
  await expect(other.getByText("已经另改了一份，这一份可以不要。")).toBeVisible();
  await expect(other.getByRole("button", { name: "改一改再报" })).toHaveCount(0);
  expect((await rows(other, "drafts")).length).toBe(1);
});

/** Waits until these words are on the disk; what lies there is closed, so a fresh reading tells. */
async function stored(page: Page, place: string): Promise<void> {
  const copy = await page.context().newPage();
  await expect(async () => {
    await copy.goto(page.url());
    await started(copy);
    await expect(copy.locator("[name=place]")).toHaveValue(place, { timeout: 500 });
  }).toPass();
  await copy.close();
}
