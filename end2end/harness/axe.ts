// Accessibility: axe-core inside the page, whatever the page's content security policy says.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const SOURCE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Violations as lines that name rule, element and remedy; none when the page is in order. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(SOURCE, "utf8"));
  const results: AxeResults = await page.evaluate(
    (values) => (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run(document, { runOnly: { type: "tag", values } }),
    RULES,
  );
  return results.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${node.html} (${help}: ${node.failureSummary})`));
}
