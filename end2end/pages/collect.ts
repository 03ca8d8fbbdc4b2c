// Asking the village officer to come and collect old medicine, and giving it to one at the desk.
import { expect, type Page } from "@playwright/test";

export const HOUSE = "村小学对面，红铁门";
export const PHONE = "13900007777";

/** Fills the resident's form in; where it was opened with a village chosen, that stays. */
export async function fillIn(page: Page, village?: string): Promise<void> {
  if (village) await page.getByLabel("乡镇和村").selectOption({ label: village });
  await page.getByLabel("怎么找到您家？").fill(HOUSE);
  await page.getByLabel("电话", { exact: true }).fill(PHONE);
  await page.getByLabel("怎么称呼您？").fill("王大妈");
  await page.getByText("一袋", { exact: true }).click();
  await page.getByText("上午", { exact: true }).click();
}

/** A resident asks; answers the number. */
export async function ask(page: Page, url: string): Promise<string> {
  await page.goto(`${url}take-back/collect`);
  await fillIn(page, "永胜村民委员会");
  return send(page);
}

export async function send(page: Page): Promise<string> {
  await page.getByRole("button", { name: "请人上门收" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("登记好了");
  return (/YX-SM-\d{4}-\d{6}/.exec(await page.locator("main").innerText()) ?? [""])[0];
}
