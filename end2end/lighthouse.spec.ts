// Lighthouse as a phone on a slow line: 300 ms, 1.6 Mbps, a processor four times slower. Median of three.
import { expect, test } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { Portal } from "./harness/portal.ts";
import { OwnBrowser } from "./pages/own_browser.ts";

const RUNS = 3;

/**
 * Lighthouse counts processor time of this machine, so a busy one makes every page look slow. An
 * idle two-core machine has a benchmarkIndex of about 1300; well below it only the outer limits
 * (portal facts §5.2, "must") are held against a page.
 */
const IDLE = 1000;
const OUTER = { performance: 80, lcp: 2500 };
const SETTINGS = {
  onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  formFactor: "mobile" as const,
  screenEmulation: { mobile: true, width: 360, height: 740, deviceScaleFactor: 2, disabled: false },
  throttlingMethod: "simulate" as const,
  throttling: { rttMs: 300, throughputKbps: 1600, cpuSlowdownMultiplier: 4, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
};

const ONLY_FOR_SEARCH = ["is-crawlable", "meta-description"];

let portal: Portal;
let browser: OwnBrowser;
test.beforeAll(async () => {
  portal = await Portal.start();
  browser = await OwnBrowser.start();
});
test.afterAll(async () => {
  await browser?.close();
  await portal?.dispose();
});

for (const { name, path, indexed, budget } of [
  { name: "article", path: "article/expired-medicine", indexed: true, budget: { performance: 95, lcp: 1800 } },
  // The form's one document is past the first flight of 14 KB, and its islands share the line.
  { name: "report form", path: "report/new?wish=tip", indexed: false, budget: { performance: 90, lcp: 2200 } },
]) {
  test(`${name}: fast, accessible, well made and findable`, async () => {
    test.setTimeout(240_000);
    const url = `${portal.url()}${path}`;
    await fetch(url);
    const results: Result[] = [];
    for (let run = 0; run < RUNS; run += 1) results.push(await audit(url));
    const score = (category: string) => Math.round(100 * median(results.map((result) => result.categories[category].score ?? 0)));
    const value = (audit: string) => median(results.map((result) => result.audits[audit].numericValue ?? Infinity));
    const [performance, lcp, cls] = [score("performance"), value("largest-contentful-paint"), value("cumulative-layout-shift")];
    const machine = median(results.map((result) => result.environment.benchmarkIndex));
    const limit = machine < IDLE ? OUTER : budget;
    console.log(
      `lighthouse ${name}: ${performance}/${score("accessibility")}/${score("best-practices")}/${score("seo")}, LCP ${Math.round(lcp)} ms, ` +
        `TBT ${Math.round(value("total-blocking-time"))} ms, CLS ${cls}, benchmarkIndex ${machine}${machine < IDLE ? " (busy machine)" : ""}`,
    );
    expect.soft(performance, faults(results[0], "performance")).toBeGreaterThanOrEqual(limit.performance);
    expect.soft(score("accessibility"), faults(results[0], "accessibility")).toBe(100);
    expect.soft(score("best-practices"), faults(results[0], "best-practices")).toBe(100);
    // A form is kept out of search engines on purpose; what only search engines need is not held against it.
    if (indexed) expect.soft(score("seo"), faults(results[0], "seo")).toBe(100);
    else expect.soft(failed(results[0], "seo").filter((fault) => !ONLY_FOR_SEARCH.includes(fault))).toEqual([]);
    expect.soft(cls).toBe(0);
    expect.soft(lcp).toBeLessThanOrEqual(limit.lcp);
  });
}

async function audit(url: string): Promise<Result> {
  const outcome = await lighthouse(url, { port: browser.port, output: "json", logLevel: "error" }, { extends: "lighthouse:default", settings: SETTINGS });
  if (!outcome) throw new Error(`lighthouse said nothing about ${url}`);
  return outcome.lhr;
}

function failed(result: Result, category: string): string[] {
  return result.categories[category].auditRefs
    .filter((ref) => ref.weight > 0 && (result.audits[ref.id].score ?? 1) < 1)
    .map((ref) => ref.id);
}

function faults(result: Result, category: string): string {
  return `${category}, below full marks: ${failed(result, category).join(", ") || "nothing"}`;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
