// The desk's forms: what is typed goes by the words a person reads.
import { expect, type Locator, type Page } from "@playwright/test";

/** Label and what to type, or which entry to choose. */
export type Typed = Record<string, string>;

/** Fills in the fields of a form. `"✓"` ticks the card with these words. */
export async function fillIn(form: Locator, typed: Typed): Promise<void> {
  for (const [label, value] of Object.entries(typed)) {
    if (value === "✓") {
      await form.locator("label.choice").filter({ hasText: label }).click();
      continue;
    }
    const control = form.getByLabel(label).and(form.locator("input, select, textarea")).first();
    const isList = await control.evaluate((element) => element.tagName === "SELECT");
    if (isList) await control.selectOption({ label: await entry(control, value) });
    else await control.fill(value);
  }
}

/** Takes one step of a record: the panel with this heading, filled in and sent. */
export async function take(page: Page, heading: string, typed: Typed = {}, button?: string): Promise<void> {
  await send(page.getByRole("region", { name: heading, exact: true }), typed, button);
  await expect(page.getByRole("status").filter({ hasText: "已经" })).toBeVisible();
}

/** Fills in and sends the page's one form; does not say what must come of it. */
export async function send(form: Locator, typed: Typed = {}, button?: string): Promise<void> {
  await fillIn(form, typed);
  await form.getByRole("button", button === undefined ? {} : { name: button, exact: true }).click();
}

/** The one form a page for something new has. */
export function mainForm(page: Page): Locator {
  return page.locator("main form").last();
}

/** The number in the page's heading: `风险 FX-2026-0001`. */
export async function numberOn(page: Page): Promise<string> {
  const heading = await page.getByRole("heading", { level: 1 }).innerText();
  const number = /[A-Z]{2}-\d{4}-\d+/.exec(heading)?.[0];
  if (!number) throw new Error(`no number in the heading: ${heading}`);
  return number;
}

/** The whole words of the entry that begins with these. */
async function entry(list: Locator, words: string): Promise<string> {
  const all = await list.locator("option").allInnerTexts();
  const found = all.find((one) => one === words) ?? all.find((one) => one.startsWith(words)) ?? all.find((one) => one.includes(words));
  if (found === undefined) throw new Error(`no entry ${words} among: ${all.join(" | ")}`);
  return found;
}
