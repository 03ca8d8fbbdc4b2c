// The report form as one long page, the way it is without JavaScript.
import type { Locator, Page } from "@playwright/test";
import type { Report } from "./reports.ts";

/** Opens the form for the report's wish and fills every field; does not send it. */
export async function fillLongForm(page: Page, url: string, report: Report): Promise<void> {
  await page.goto(`${url}report/new?wish=${report.wish}`);
  await choose(page, "category", report.category);
  await page.locator("select[name=region]").selectOption(report.region);
  await choose(page, "channel", report.channel);
  for (const [name, value] of Object.entries(report.texts)) await (await opened(field(page, name))).fill(value);
  for (const request of report.requests ?? []) await choose(page, "requests", request);
  if (report.identity) await choose(page, "identity", report.identity);
  await attach(page, report.photos ?? []);
  if (report.reward) await choose(page, "reward_wish", "yes");
}

export async function attach(page: Page, photos: Buffer[]): Promise<void> {
  const inputs = page.locator("form[enctype] input[type=file]");
  for (const [index, buffer] of photos.entries()) {
    await inputs.nth(index).setInputFiles({ name: `IMG_${index}.jpg`, mimeType: "image/jpeg", buffer });
  }
}

/** Taps the card of a radio button or check box, as a finger would. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  const input = page.locator(`input[name="${name}"][value="${value}"]`);
  await page.locator("label").filter({ has: input }).click();
}

export function field(page: Page, name: string): Locator {
  return page.locator(`input[name="${name}"]:not([type=hidden]), textarea[name="${name}"]`).first();
}

/** Opens what a control is folded away in. */
export async function opened(control: Locator): Promise<Locator> {
  const folded = control.locator("xpath=ancestor::details[not(@open)]");
  if (await folded.count()) await folded.locator("> summary").click();
  return control;
}

export function sendButton(page: Page): Locator {
  return page.getByRole("button", { name: /^提交/ });
}
