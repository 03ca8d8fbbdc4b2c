// The portal as a 专题 under the county portal: everything stays under /aqyy/.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { openMatter, register, signIn, step } from "./pages/desk.ts";
import { fillLongForm, sendButton } from "./pages/long_form.ts";
import { readReceipt } from "./pages/receipt.ts";
import { namedTip } from "./pages/reports.ts";
import { track } from "./pages/tracking.ts";

const BASE = "/aqyy/";
const REGISTRATION_NO = "1530922002026112112345678";

test.use({ javaScriptEnabled: false });

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start({ basePath: BASE });
});
test.afterAll(() => portal?.dispose());

test("every link, form and file of every page stays under the base path", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, portal.url());
  const origin = new URL(portal.url()).origin;
  const seen = new Set<string>();
  const waiting = [portal.url(), `${portal.url()}desk`, `${portal.url()}report/new?wish=both`];
  const strays: string[] = [];
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (seen.has(url)) continue;
    seen.add(url);
    const answer = await page.request.get(url);
    expect(answer.status(), url).toBeLessThan(400);
    const type = answer.headers()["content-type"] ?? "";
    for (const { attribute, address } of type.includes("html") ? addresses(await answer.text()) : []) {
      const target = new URL(address, url);
      if (target.origin !== origin) continue;
      target.hash = "";
      if (!target.pathname.startsWith(BASE)) strays.push(`${attribute}="${address}" on ${url}`);
      else if (attribute !== "action" && isWorthFollowing(target)) waiting.push(target.href);
    }
  }
  expect(strays).toEqual([]);
  expect(seen.size, "pages walked").toBeGreaterThan(20);
});

test("a tip goes all the way under the base path", async ({ page }) => {
  await fillLongForm(page, portal.url(), namedTip());
  await sendButton(page).click();
  const receipt = await readReceipt(page);
  await signIn(page, portal.url());
  await openMatter(page, portal.url(), receipt.numbers[0]);
  await register(page, REGISTRATION_NO);
  await openMatter(page, portal.url(), receipt.numbers[0]);
  await step(page, "verify");
  await track(page, portal.url(), receipt.code);
  await expect(page.getByText(REGISTRATION_NO).first()).toBeVisible();
  await underBase(page);
});

test("what lies outside the base path leads home, and probes answer at the root", async () => {
  const origin = new URL(portal.url()).origin;
  const outside = await fetch(`${origin}/elsewhere`, { redirect: "manual" });
  expect(outside.headers.get("location")).toBe(BASE);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
});

async function underBase(page: Page): Promise<void> {
  expect(new URL(page.url()).pathname.startsWith(BASE), page.url()).toBe(true);
}

/** Everything a browser would fetch or send to. */
function addresses(html: string): { attribute: string; address: string }[] {
  const found = [...html.matchAll(/\s(href|src|action|data-wasm|data-address)="([^"]*)"/g)];
  const listed = found.map(([, attribute, address]) => ({ attribute, address: address.replaceAll("&amp;", "&") }));
  return listed.filter(({ address }) => !/^(#|tel:|mailto:|data:)/.test(address));
}

/** Each filter and search makes new addresses for ever; one of a kind is enough. */
function isWorthFollowing(target: URL): boolean {
  const endless = target.pathname.includes("/mode/") || target.pathname.endsWith("/export.xlsx") || target.pathname.endsWith("sign-out");
  return !endless && (target.search === "" || target.pathname.endsWith("report/new"));
}
