// A phone in somebody else's hand: what a villager may be found by shows only after the PIN, and is
// gone once the phone was reported lost. What is sealed is sent all the same.
import { expect, type Page, test } from "@playwright/test";
import { rows } from "./officer/disk.ts";
import { hands } from "./officer/hands.ts";
import { ready } from "./officer/phone.ts";
import { round } from "./officer/round.ts";
import { jpeg } from "./photos/photo.mjs";

const PIN = "258014";
const CODE = "1234 5678 9012 3452";

const at = round((bureau) => {
  bureau.queryCode = CODE;
});
const { home, clue } = hands(() => at.line.url);

test("a villager's query code shows after the PIN and lies closed on the disk", async ({ page }) => {
  await home(page);
  await locked(page);
  await clue(page, "桥头小卖部");
  await expect(page.getByText(/已上报，编号/)).toBeVisible();
  await expect(page.getByText(CODE)).toHaveCount(0);
  expect(JSON.stringify(await rows(page, "receipts"))).not.toContain(CODE);
  await page.getByRole("button", { name: "看给村民的查询码" }).tap();
  await page.getByLabel("密码", { exact: true }).fill("739105");
  await page.getByRole("button", { name: "打开", exact: true }).tap();
  await expect(page.getByText("密码不对。")).toBeVisible();
  await expect(page.getByText(CODE)).toHaveCount(0);
  await page.getByLabel("密码", { exact: true }).fill(PIN);
  await page.getByRole("button", { name: "打开", exact: true }).tap();
  await expect(page.getByText(CODE)).toBeVisible();
  await page.screenshot({ path: "test-results/officer-query-code.png", fullPage: true });
  await page.clock.install({ time: Date.now() + 6 * 60_000 });
  await page.reload();
  await expect(page.getByRole("button", { name: "看给村民的查询码" }), "five minutes later the PIN is asked for again").toBeVisible();
  await expect(page.getByText(CODE)).toHaveCount(0);
});

test("reported lost, a phone keeps numbers and no query code, and sends what it had sealed", async ({ page }) => {
  await home(page);
  await locked(page);
  await clue(page, "第一份");
  await expect(page.getByText(/已上报，编号/)).toBeVisible();
  // The second has its number and waits with its photo, the third waits whole.
  at.line.weather = (request) => ({ fault: /\/u\//.test(request.url ?? "") ? "gateway" : "none", at: 0 });
  await clue(page, "第二份", jpeg("second"));
  await expect(page.getByText(/正在上报 0\/1，编号/)).toBeVisible();
  at.line.weather = (request) => ({ fault: /\/[ru]\//.test(request.url ?? "") ? "gateway" : "none", at: 0 });
  await clue(page, "第三份", jpeg("third"));
  await expect(page.getByText("已存在手机里（未上报）")).toBeVisible();

  at.bureau.revoked = true;
  await page.goto(`${at.line.url}officer/queue`);
  await expect.poll(() => codes(page)).toEqual([]);
  const numbers = async () => [...(await rows(page, "receipts")), ...(await rows(page, "outbox"))].map((row: any) => row.number ?? row.receipt?.number);
  expect((await numbers()).filter(Boolean)).toHaveLength(2);
  expect((await rows(page, "outbox")).length, "nothing that is sealed goes").toBe(2);

  at.line.weather = () => ({ fault: "none", at: 0 });
  await page.reload();
  await expect.poll(() => rows(page, "outbox").then((all) => all.length), { timeout: 30_000 }).toBe(0);
  expect([...at.bureau.reports.values()].map((report) => report.text.answers.place)).toEqual(["第一份", "第二份", "第三份"]);
  expect([...at.bureau.uploads.values()].every((upload) => upload.bytes.length === upload.length)).toBe(true);
  expect((await numbers()).filter(Boolean)).toHaveLength(3);
  expect(await codes(page), "nor are those that come later kept").toEqual([]);
});

/** Chooses the officer's PIN, which nobody has typed since. */
async function locked(page: Page): Promise<void> {
  await ready(page);
  await page.evaluate(([officer, pin]) => window.yaoanHandle.pin(officer, pin), [at.bureau.officers[0].id, PIN]);
}

/** Query codes on the disk, closed or not, by the name of the row's field. */
async function codes(page: Page): Promise<string[]> {
  const all = JSON.stringify([...(await rows(page, "receipts")), ...(await rows(page, "outbox"))]);
  return all.match(/"(query_)?code":/g) ?? [];
}
