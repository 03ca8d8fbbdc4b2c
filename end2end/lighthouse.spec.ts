// Lighthouse as a phone on a slow line: 300 ms, 1.6 Mbps, a processor four times slower.
// What depends on this machine's speed is printed, not asserted: speed belongs to `make bench`.
import { expect, test } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { Portal } from "./harness/portal.ts";
import { OwnBrowser } from "./pages/own_browser.ts";

/** Core Web Vitals' bound for a page that holds still; ours are meant to be 0. */
const STILL = 0.1;

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

for (const { name, path, indexed } of [
  { name: "article", path: "article/expired-medicine", indexed: true },
  { name: "report form", path: "report/new?wish=tip", indexed: false },
]) {
  test(`${name}: accessible, well made and findable`, async () => {
    test.setTimeout(240_000);
    const url = `${portal.url()}${path}`;
    await fetch(url);
    const result = await audit(url);
    const score = (category: string) => Math.round(100 * (result.categories[category].score ?? 0));
    const value = (audit: string) => result.audits[audit].numericValue ?? Infinity;
    const [lcp, blocked, shift] = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(value);
    console.log(
      `lighthouse ${name}: ${score("performance")}/${score("accessibility")}/${score("best-practices")}/${score("seo")}, ` +
        `LCP ${Math.round(lcp)} ms, TBT ${Math.round(blocked)} ms, CLS ${shift}, benchmarkIndex ${result.environment.benchmarkIndex}`,
    );
    expect.soft(score("accessibility"), faults(result, "accessibility")).toBe(100);
    expect.soft(score("best-practices"), faults(result, "best-practices")).toBe(100);
    // A form is kept out of search engines on purpose; what only search engines need is not held against it.
    if (indexed) expect.soft(score("seo"), faults(result, "seo")).toBe(100);
    else expect.soft(failed(result, "seo").filter((fault) => !ONLY_FOR_SEARCH.includes(fault))).toEqual([]);
    expect.soft(shift).toBeLessThan(STILL);
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
