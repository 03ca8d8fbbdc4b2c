// What a clerk does at the desk.
import { expect, type Page } from "@playwright/test";

/** The demonstration's accounts. */
export async function signIn(page: Page, url: string, login = "clerk"): Promise<void> {
  await page.goto(`${url}desk/sign-in`);
  await page.getByLabel("账号", { exact: true }).fill(login);
  await page.getByLabel("密码", { exact: true }).fill(`yanshi-${login}`);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("link", { name: /^我的账号/ })).toBeVisible();
}

/** Finds the matter in the inbox and opens it. */
export async function openMatter(page: Page, url: string, number: string): Promise<void> {
  await page.goto(`${url}desk`);
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

export async function setStatus(page: Page, status: string, note: string): Promise<void> {
  await page.getByLabel("改为").selectOption(status);
  await page.getByLabel("给对方看的说明").fill(note);
  await page.getByRole("button", { name: "记下状态" }).click();
}

export async function message(page: Page, text: string): Promise<void> {
  await page.getByLabel("内容", { exact: true }).fill(text);
  await page.getByRole("button", { name: "发送留言" }).click();
}
