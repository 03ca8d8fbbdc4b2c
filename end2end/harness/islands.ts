// Islands wake after the page is shown; start.js notes on <html> how that went.
import type { Page } from "@playwright/test";

/** Waits until every island of the page is awake; a failed start is an error. */
export async function islandsAwake(page: Page): Promise<void> {
  const state = await page.waitForFunction(() => document.documentElement.dataset.islands);
  const word = await state.jsonValue();
  if (word !== "ready") throw new Error(`the islands are ${word}`);
}
