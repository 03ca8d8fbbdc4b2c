// Lighthouse as a phone on a slow line: 300 ms, 1.6 Mbps, a processor four times slower.
// What depends on this machine's speed is printed, not asserted: speed belongs to `make bench`.
import { expect, test } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { Portal } from "./harness/portal.ts";
import { OwnBrowser } from "./pages/own_browser.ts";
import { bringPosts, POST_PAGES } from "./pages/posts.ts";

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
  await bringPosts(portal);
  browser = await OwnBrowser.start();
});
test.afterAll(async () => {
  await browser?.close();
  await portal?.dispose();
});

const LARGE = { cookie: "mode=large" };

const PAGES: { name: string; path: string; headers?: Record<string, string> }[] = [
  { name: "home", path: "" },
  { name: "article list", path: "read" },
  { name: "column", path: "column/drugs" },
  { name: "article", path: "article/expired-medicine" },
  { name: "article in large type", path: "article/expired-medicine", headers: LARGE },
  { name: "article in traditional characters", path: "article/approval-number-hant" },
  { name: "article for a loudspeaker", path: "article/expired-medicine/loudspeaker" },
  { name: "disclosure list", path: "disclosures" },
  { name: "disclosure", path: "disclosure/expired-drugs-on-shelf" },
  { name: "list of alerts, notices, campaigns and leaflets", path: "notices" },
  ...Object.entries(POST_PAGES).map(([name, path]) => ({ name, path })),
  { name: "what do you want", path: "report" },
  { name: "report form", path: "report/new?wish=tip" },
  { name: "report form in large type", path: "report/new?wish=tip", headers: LARGE },
  { name: "complaint form", path: "report/new?wish=complaint" },
  { name: "track", path: "track" },
  { name: "claim a reward", path: "reward" },
  { name: "check", path: "check" },
  { name: "verdict on a number", path: "check?q=国药准字H20044605" },
  { name: "search", path: "search?q=过期药" },
  { name: "quiz", path: "quiz/expired-medicine" },
  { name: "contest", path: "contest" },
  { name: "paper of the contest", path: "contest?town=530922101000" },
  { name: "outlets", path: "outlets" },
  { name: "take-back", path: "take-back" },
  { name: "ask to collect", path: "take-back/collect" },
  { name: "numbers", path: "numbers" },
  { name: "ask", path: "ask" },
  { name: "published questions", path: "questions" },
  { name: "reaction", path: "reaction" },
];

for (const { name, path, headers = {} } of PAGES) {
  test(`${name}: accessible, well made, findable, and holding still`, async () => {
    test.setTimeout(240_000);
    const url = `${portal.url()}${path}`;
    const indexed = await mayBeFound(url, headers);
    const result = await audit(url, headers);
    const score = (category: string) => Math.round(100 * (result.categories[category].score ?? 0));
    const value = (audit: string) => result.audits[audit].numericValue ?? Infinity;
    const [lcp, blocked, shift] = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(value);
    console.log(
      `lighthouse ${name}: ${score("performance")}/${score("accessibility")}/${score("best-practices")}/${score("seo")}, ` +
        `LCP ${Math.round(lcp)} ms, TBT ${Math.round(blocked)} ms, CLS ${shift}, benchmarkIndex ${result.environment.benchmarkIndex}`,
    );
    expect.soft(score("accessibility"), faults(result, "accessibility")).toBe(100);
    expect.soft(score("best-practices"), faults(result, "best-practices")).toBe(100);
    // Forms and answers are kept out of search engines on purpose; what only search engines need is not held against them.
    if (indexed) expect.soft(score("seo"), faults(result, "seo")).toBe(100);
    else expect.soft(failed(result, "seo").filter((fault) => !ONLY_FOR_SEARCH.includes(fault))).toEqual([]);
    // When the islands wake depends on the machine, and with it whether their one shift is seen: it is printed above.
    if (indexed) expect.soft(shift, "what moved while the page came up").toBe(0);
  });
}

/** Neither the page nor robots.txt keeps it out of search engines. */
async function mayBeFound(url: string, headers: Record<string, string>): Promise<boolean> {
  const [page, robots] = await Promise.all([url, `${portal.url()}robots.txt`].map(async (one) => (await fetch(one, { headers })).text()));
  const closed = [...robots.matchAll(/^Disallow: (\S+)$/gm)].map(([, path = ""]) => path);
  const path = new URL(url).pathname;
  return !page.includes('name="robots" content="noindex"') && !closed.some((start) => path.startsWith(start));
}

/** Lighthouse says when it lost the page itself (no paint seen, a tab that hung); then its marks mean nothing. */
async function audit(url: string, extraHeaders: Record<string, string>): Promise<Result> {
  const settings = { ...SETTINGS, extraHeaders };
  let lost = "nothing";
  for (let round = 0; round < 3; round++) {
    const outcome = await lighthouse(url, { port: browser.port, output: "json", logLevel: "error" }, { extends: "lighthouse:default", settings });
    if (outcome && !outcome.lhr.runtimeError) return outcome.lhr;
    lost = outcome?.lhr.runtimeError?.code ?? "nothing";
  }
  throw new Error(`lighthouse said ${lost} about ${url}`);
}

function failed(result: Result, category: string): string[] {
  return result.categories[category].auditRefs
    .filter((ref) => ref.weight > 0 && (result.audits[ref.id].score ?? 1) < 1)
    .map((ref) => ref.id);
}

function faults(result: Result, category: string): string {
  return `${category}, below full marks: ${failed(result, category).join(", ") || "nothing"}`;
}
