// Writing letters about a matter, from the matter's own page.
import { expect, type Page } from "@playwright/test";
import { fillIn, type Typed } from "./panel.ts";

export interface LetterTo {
  /** Title of the form: 投诉调解通知书. */
  title: string;
  /** Of a letter both sides get: whose copy. */
  copy?: string;
  typed?: Typed;
}

/** From the matter's page to its letters. */
export async function openLetters(page: Page): Promise<void> {
  await page.getByRole("link", { name: "文书", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^文书/ })).toBeVisible();
}

/** From the list of letters to an empty form. */
export async function begin(page: Page, { title, copy }: LetterTo): Promise<void> {
  const form = page.locator(".letter-forms > li").filter({ has: page.getByRole("heading", { name: title }) });
  await form.getByRole("link", { name: copy ?? "写" }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(`^${title}`) })).toBeVisible();
}

/** Fills in and looks at the letter before it has a number. */
export async function preview(page: Page, letter: LetterTo): Promise<void> {
  await begin(page, letter);
  await fillIn(page.locator("main form"), letter.typed ?? {});
  await page.getByRole("button", { name: "预览" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^预览/ })).toBeVisible();
}

/** The same to its end; the letter's own page is shown. */
export async function issue(page: Page, letter: LetterTo): Promise<void> {
  await preview(page, letter);
  await page.getByRole("button", { name: "签发" }).click();
  await expect(page.getByRole("status").filter({ hasText: "文书已经签发" })).toBeVisible();
}
