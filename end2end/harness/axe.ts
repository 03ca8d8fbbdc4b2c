// Accessibility: axe-core inside the page, whatever the page's content security policy says.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { Result } from "axe-core";

const SOURCE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Violations as lines that name rule, element and remedy; none when the page is in order. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(SOURCE, "utf8"));
  // Only what is wrong comes back: the passes of a long page are megabytes.
  const found: Result[] = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    return (await axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] })).violations;
  }, RULES);
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${node.html} (${help}: ${node.failureSummary})`));
}
