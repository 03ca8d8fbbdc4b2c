// What a clerk does at the desk.
import { expect, type Page } from "@playwright/test";

/** The demonstration's accounts, whose passwords follow from their logins. */
export async function signIn(page: Page, url: string, login = "clerk", password = `yanshi-${login}`): Promise<void> {
  await page.goto(`${url}desk/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill(login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("link", { name: /^我的账号/ })).toBeVisible();
}

/** Finds the matter in the inbox and opens it. */
export async function openMatter(page: Page, url: string, number: string): Promise<void> {
  await page.goto(`${url}desk`);
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(number) })).toBeVisible();
}

/** The same for a matter that has ended and is not on the list of what is to be done. */
export async function openEnded(page: Page, url: string, number: string): Promise<void> {
  await page.goto(`${url}desk`);
  await page.getByLabel("编号、登记编号或内容").fill(number);
  await page.getByLabel("状态").selectOption({ label: "全部" });
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(number) })).toBeVisible();
}

/** Opens the sealed identity with a reason; the page shows it once. */
export async function viewIdentity(page: Page, reason: string): Promise<void> {
  await page.getByLabel("查看事由").fill(reason);
  await page.getByRole("button", { name: "查看身份信息" }).click();
}

/** From the matter's page: opens the packet and records 12315's number. */
export async function register(page: Page, registrationNo: string): Promise<void> {
  await page.getByRole("link", { name: "打开录入单" }).click();
  await page.getByLabel("12315登记编号").fill(registrationNo);
  await page.getByRole("button", { name: "已录入12315" }).click();
}

/** What is filled into a step's form: a text or a chosen value by label, or the words of boxes to tick. */
export type Filled = { text?: Record<string, string>; choose?: Record<string, string>; tick?: RegExp[] };

/** Takes a step from the matter's page, opening its form where it is shut. */
export async function step(page: Page, name: string, filled: Filled = {}): Promise<void> {
  const form = page.locator(`form[action$="/step/${name}"]`);
  const details = page.locator("details.step").filter({ has: form });
  if ((await details.count()) > 0 && !(await form.isVisible())) await details.locator("summary").click();
  for (const [label, text] of Object.entries(filled.text ?? {})) await form.getByLabel(label, { exact: true }).fill(text);
  for (const [label, value] of Object.entries(filled.choose ?? {})) await form.getByLabel(label, { exact: true }).selectOption(value);
  for (const words of filled.tick ?? []) await form.getByLabel(words).check();
  await form.getByRole("button").click();
  await expect(page.getByRole("status")).toContainText("已经记下");
}

/** The clerk gives it to a unit, by the unit's key. */
export async function dispatch(page: Page, unit: string): Promise<void> {
  await step(page, "dispatch", { choose: { 承办单位: unit } });
}

export async function message(page: Page, text: string): Promise<void> {
  const form = page.locator('form[action$="/message"]');
  await form.getByLabel("内容", { exact: true }).fill(text);
  await form.getByRole("button", { name: "发送留言" }).click();
}

/** A complaint from its opening to its end, by somebody who may take every step. */
export async function settleComplaint(page: Page): Promise<void> {
  await step(page, "accept", { text: { 联系人和电话: "王某 0883-3211423" } });
  await step(page, "agree");
  await step(page, "settle", { text: { 双方达成了什么: "退货退款" } });
  await step(page, "close", { text: { 结果: "调解成功，已退款" } });
}
