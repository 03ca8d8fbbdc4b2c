// The report form with its island awake: one question a page.
import { expect, type Locator, type Page } from "@playwright/test";
import { islandsAwake } from "../harness/islands.ts";
import { attach, choose, field, opened, sendButton } from "./long_form.ts";
import type { Report } from "./reports.ts";

/** Answers every question, looks at the answers and sends. */
export async function sendSteps(page: Page, url: string, report: Report): Promise<void> {
  await openSteps(page, url, report.wish);
  await answerAll(page, report);
  if (report.reward) await choose(page, "reward_wish", "yes");
  await sendButton(page).click();
}

export async function openSteps(page: Page, url: string, wish: Report["wish"]): Promise<void> {
  await page.goto(`${url}report/new?wish=${wish}`);
  await islandsAwake(page);
  await expect(question(page)).toHaveCount(1);
}

/** Walks to the list of answers, which shows what was answered. */
export async function answerAll(page: Page, report: Report): Promise<void> {
  for (let step = await stepName(page); step !== "send"; step = await stepName(page)) {
    await answer(page, report, step);
    await goOn(page);
  }
  await expect(page.locator(".answers")).toContainText(report.texts.story);
}

/** Fills in the question that is shown. */
export async function answer(page: Page, report: Report, step: string): Promise<void> {
  if (step === "category") await choose(page, "category", report.category);
  if (step === "where") {
    await page.locator("select[name=region]").selectOption(report.region);
    await choose(page, "channel", report.channel);
  }
  if (step === "requests") for (const request of report.requests ?? []) await choose(page, "requests", request);
  if (step === "identity" && report.identity) await choose(page, "identity", report.identity);
  if (step === "photos") await attachShrunk(page, report.photos ?? []);
  for (const [name, value] of Object.entries(report.texts)) {
    const control = question(page).locator(field(page, name));
    if (await control.count()) await (await opened(control)).fill(value);
  }
}

export async function goOn(page: Page): Promise<void> {
  const before = await stepName(page);
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await expect(question(page)).not.toHaveAttribute("data-step", before);
}

export function question(page: Page): Locator {
  return page.locator("[data-step]:visible");
}

export async function stepName(page: Page): Promise<string> {
  return (await question(page).getAttribute("data-step")) ?? "";
}

/** Each photo is listed with its size once the phone has worked on it. */
async function attachShrunk(page: Page, photos: Buffer[]): Promise<void> {
  await attach(page, photos);
  await expect(page.locator("li.photo .state")).toHaveCount(photos.length);
}
