// What the readers' worker keeps on a phone.
import { expect, type Page } from "@playwright/test";

/** Paths of the texts that are kept, the one opened last at the end. */
export async function texts(page: Page, base: string): Promise<string[]> {
  return page.evaluate(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname), `reader:${base}:texts`);
}

/** Waits until the text of a path is kept, with these words in it: the worker starts late, on purpose. */
export async function kept(page: Page, base: string, path: string, words = "<main"): Promise<void> {
  const kept = { name: `reader:${base}:texts`, path: base + path };
  const text = () => page.evaluate(async ({ name, path }) => (await (await caches.open(name)).match(path))?.text(), kept);
  await expect.poll(async () => (await text()) ?? "", { message: `kept: ${path}` }).toContain(words);
}
