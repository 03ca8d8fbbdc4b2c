// What an officer does with the phone, said once for all specs.
import { expect, type Page } from "@playwright/test";

export async function started(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-officer", "ready");
}

/** Chooses a picture where the form takes them, and waits until it is on the disk. */
export async function photo(page: Page, buffer: Buffer): Promise<void> {
  const before = await page.locator("li.photo").count();
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByText(/已存好，\d+ KB/)).toHaveCount(before + 1);
}

/** `url` is where the phone finds the portal. */
export function hands(url: () => string) {
  /** Home, with the phone known to the bureau. */
  async function home(page: Page): Promise<void> {
    await page.goto(`${url()}officer`);
    await started(page);
    await expect(page.locator("[data-officer-name]")).not.toBeEmpty();
  }

  /** Home, and everything kept by the worker. */
  async function installed(page: Page): Promise<void> {
    await home(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }

  /** Begins a clue and leaves it as a draft with its last page open; gives the draft's address. */
  async function begun(page: Page, place: string): Promise<string> {
    await page.goto(`${url()}officer/new/clue`);
    await started(page);
    await page.locator("label.tile", { hasText: "过期药" }).click();
    await page.getByText("还要补充").click();
    await page.locator("[name=place]").fill(place);
    await expect(page).toHaveURL(/draft=/);
    return page.url();
  }

  /** Keeps a clue for the bureau, from the first tap to the queue. */
  async function clue(page: Page, place: string, picture?: Buffer): Promise<void> {
    await begun(page, place);
    if (picture) await photo(page, picture);
    await send(page);
  }

  return { home, installed, begun, clue };
}

/** 存好上报, from the last page of a form to the queue. */
export async function send(page: Page): Promise<void> {
  await page.getByRole("button", { name: "存好上报" }).click();
  await page.waitForURL(/officer\/queue/);
}
