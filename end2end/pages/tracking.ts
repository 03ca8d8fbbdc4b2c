import type { Page } from "@playwright/test";

/** Types a query code in groups of four, as it stands on the receipt, and asks. */
export async function track(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}track`);
  await page.getByLabel("查询码", { exact: true }).fill(code.replace(/(\d{4})(?=\d)/g, "$1 "));
  await page.getByRole("button", { name: "查", exact: true }).click();
}
