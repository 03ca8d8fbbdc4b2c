// Claiming a reward, as whoever holds the claim code.
import { expect, type Page } from "@playwright/test";

/** Types code and word and asks. */
export async function claim(page: Page, url: string, code: string, word: string): Promise<void> {
  await page.goto(`${url}reward`);
  await page.getByLabel("领奖码").fill(code);
  await page.getByLabel("领奖暗语").fill(word);
  await page.getByRole("button", { name: "查看" }).click();
}

/** The first time: the word is chosen by typing it twice. */
export async function chooseWord(page: Page, url: string, code: string, word: string): Promise<void> {
  await claim(page, url, code, word);
  await expect(page.getByRole("heading", { level: 1, name: "定一个领奖暗语" })).toBeVisible();
  await page.getByLabel("领奖暗语").fill(word);
  await page.getByLabel("再输入一次暗语").fill(word);
  await page.getByRole("button", { name: "查看" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "举报奖励" })).toBeVisible();
}
