// Letters about a matter: written, issued, printed, and what the respondent never reads.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dispatch, openMatter, step } from "./pages/desk.ts";
import { MEDIATION } from "./pages/caseload.ts";
import { begin, issue, openLetters } from "./pages/letters.ts";
import { fillIn } from "./pages/panel.ts";
import { complaint } from "./pages/reports.ts";
import { sendAndRead } from "./pages/sender.ts";
import { BRIGADE, Office } from "./pages/staff.ts";

/** What would tell who complained. */
const CANARY = { reporter_name: "金丝雀", reporter_phone: "13912345670", reporter_address: "云县爱华镇鸟鸣巷9号" };
const REGISTER = { title: "投诉登记表" };

let portal: Portal;
let office: Office;
let number: string;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
  const plain = complaint();
  number = (await sendAndRead(portal.url(), { ...plain, texts: { ...plain.texts, ...CANARY } })).numbers[0];
  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), number);
  await dispatch(clerk, BRIGADE);
  await step(clerk, "accept", { text: { 联系人和电话: "王某 0883-3211423" } });
  await clerk.close();
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
});

test("the respondent's copy never holds the reporter: on the screen, on paper, as PDF", async () => {
  const lead = await office.page("lead");
  await toLetters(lead);
  await begin(lead, MEDIATION);
  await silent(lead);
  await lead.getByRole("link", { name: "不写了，回到文书列表" }).click();
  await issue(lead, MEDIATION);
  await expect(lead.getByRole("heading", { level: 1 })).toContainText("云市监");
  await expect(lead.getByText("示例大药房").first()).toBeVisible();
  await silent(lead);
  const pdf = await download(lead, "下载PDF");
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  for (const secret of Object.values(CANARY)) expect(pdf.includes(secret), secret).toBe(false);
  await lead.getByRole("link", { name: "打印版" }).click();
  await silent(lead);
  await forPaper(lead);
  await lead.close();
});

test("what is typed for the respondent is held back when it tells who complained", async () => {
  const clerk = await office.page("clerk");
  await toLetters(clerk);
  await begin(clerk, MEDIATION);
  await fillIn(clerk.locator("main form"), { ...MEDIATION.typed, 争议内容: "金丝雀买的胶囊已过有效期" });
  await clerk.getByRole("button", { name: "预览" }).click();
  await expect(clerk.getByRole("alert")).toContainText("里面有投诉人的姓名");
  await expect(clerk.getByLabel("争议内容")).toHaveValue("金丝雀买的胶囊已过有效期");
  await clerk.close();
});

test("the bureau's own sheet shows the reporter once a reason is given, and keeps who asked", async () => {
  const clerk = await office.page("clerk");
  await toLetters(clerk);
  await issue(clerk, REGISTER);
  await silent(clerk);
  await expect(clerk.getByText("〔姓名〕")).toBeVisible();
  const letter = clerk.url();
  await clerk.getByRole("button", { name: "填入身份信息，打印" }).click();
  await expect(clerk.getByRole("alert")).toBeVisible();
  await clerk.getByLabel("事由").fill("打印登记表归档");
  await clerk.getByRole("button", { name: "填入身份信息，打印" }).click();
  for (const secret of Object.values(CANARY)) await expect(clerk.locator("article")).toContainText(secret);
  await clerk.goto(letter);
  await silent(clerk);
  await openMatter(clerk, portal.url(), number);
  await expect(clerk.getByText("打印登记表归档")).toBeVisible();
  await clerk.close();
});

test("letters are numbered one after the other, and listed where they were written", async () => {
  const clerk = await office.page("clerk");
  await toLetters(clerk);
  const before = await issued(clerk);
  await issue(clerk, REGISTER);
  await clerk.getByRole("link", { name: "回到文书列表" }).click();
  const after = await issued(clerk);
  const [fresh] = after.filter((one) => !before.includes(one));
  expect(after).toHaveLength(before.length + 1);
  const counts = after.filter((one) => one.startsWith(fresh.split("〔")[0])).map((one) => Number(/〕第(\d+)号/.exec(one)?.[1]));
  expect(counts.sort((a, b) => a - b), "no gap").toEqual(counts.map((_, index) => index + 1));
  await clerk.close();
});

async function toLetters(page: Page): Promise<void> {
  await openMatter(page, portal.url(), number);
  await openLetters(page);
}

/** Document numbers: 云市监投登〔2026〕第1号. */
async function issued(page: Page): Promise<string[]> {
  const links = await page.getByRole("region", { name: "已签发的文书" }).getByRole("link").allInnerTexts();
  return links.map((link) => /^\S+号/.exec(link)?.[0] ?? link);
}

async function silent(page: Page): Promise<void> {
  for (const secret of Object.values(CANARY)) await expect(page.locator("body"), page.url()).not.toContainText(secret);
}

async function download(page: Page, link: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  return readFile(await file.path());
}

/** On paper there is the letter and no button. */
async function forPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("article.letter")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "打印" })).toBeHidden();
  await page.emulateMedia({ media: null });
}
