// Page weights as budgeted: compressed bytes and requests of a cold visit on a phone.
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { fetched, isWasm, kb, openCold, total, woken } from "./pages/line.ts";

const KB = 1024;
/** What a server may send before the phone has answered once (RFC 6928). */
const FIRST_ROUND_TRIP = 10 * 1460;

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

for (const path of ["article/expired-medicine", "disclosure/expired-drugs-on-shelf"]) {
  test(`${path} weighs at most 45 KB in at most 4 requests, without WebAssembly or web fonts`, async ({ page }) => {
    const transfers = await openCold(page, `${portal.url()}${path}`);
    console.log(`weight ${path}: ${kb(total(transfers))} in ${transfers.length} requests`);
    expect(total(transfers)).toBeLessThanOrEqual(45 * KB);
    expect(transfers.length).toBeLessThanOrEqual(4);
    expect(transfers.filter(isWasm)).toEqual([]);
    expect(transfers.filter((transfer) => transfer.type === "Font" || transfer.type === "Script")).toEqual([]);
  });
}

for (const kind of ["article", "disclosure"]) {
  test(`every ${kind} weighs at most 45 KB with all its pictures`, async () => {
    const list = await fetched(portal.url(`api/v1/${kind}s?page_size=100`));
    const { items, total: all } = JSON.parse(list.text) as { items: { slug: string }[]; total: number };
    expect(items.length, "the whole list").toBe(all);
    expect(all).toBeGreaterThan(9);
    const weights: { slug: string; bytes: number }[] = [];
    for (const { slug } of items) weights.push({ slug, bytes: await whole(`${kind}/${slug}`) });
    const heaviest = weights.reduce((most, one) => (one.bytes > most.bytes ? one : most));
    console.log(`weight of ${all} pages, the heaviest ${kind}/${heaviest.slug}: ${kb(heaviest.bytes)}`);
    expect(weights.filter((one) => one.bytes > 45 * KB)).toEqual([]);
  });
}

for (const [form, path] of [...["tip", "complaint", "both"].map((wish) => [wish, `report/new?wish=${wish}`]), ["reaction", "reaction"]]) {
  test(`the ${form} form can be sent after at most 25 KB`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const transfers = await openCold(page, `${portal.url()}${path}`);
    await expect(page.getByRole("button", { name: /^提交/ })).toBeEnabled();
    console.log(`weight of the ${form} form without script: ${kb(total(transfers))} in ${transfers.length} requests`);
    expect(total(transfers)).toBeLessThanOrEqual(25 * KB);
    await context.close();
  });
}

for (const path of ["report/new?wish=tip", "reaction", "take-back/collect"]) {
  test(`${path} is one round trip`, async ({ page }) => {
    const transfers = await openCold(page, `${portal.url()}${path}`);
    const document = transfers.find((transfer) => transfer.type === "Document");
    console.log(`weight of ${path} itself: ${kb(document?.bytes ?? Infinity)}`);
    expect(document?.bytes).toBeLessThanOrEqual(FIRST_ROUND_TRIP);
  });
}

test("the form's islands are at most 100 KB of WebAssembly on the line", async ({ page }) => {
  const transfers = await openCold(page, `${portal.url()}report/new?wish=tip`, woken);
  const wasm = transfers.filter(isWasm);
  const script = transfers.filter((transfer) => transfer.type === "Script");
  console.log(`weight of the islands: ${kb(total(wasm))} WebAssembly, ${kb(total(script))} script, whole page ${kb(total(transfers))}`);
  expect(wasm).toHaveLength(1);
  expect(total(wasm)).toBeLessThanOrEqual(100 * KB);
});

test("a second visit to an article costs no body", async ({ page }) => {
  const url = `${portal.url()}article/expired-medicine`;
  await page.goto(url, { waitUntil: "networkidle" });
  const first = await fetch(url, { headers: { "accept-encoding": "br" } });
  const again = await fetch(url, { headers: { "accept-encoding": "br", "if-none-match": first.headers.get("etag") ?? "" } });
  expect(first.headers.get("etag")).toMatch(/^"[^"]+"$/);
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
});

/** A page with its icon and every picture in it, wherever on the page it stands: more than a cold visit loads. */
async function whole(path: string): Promise<number> {
  const page = await fetched(portal.url(path));
  const pictures = [...page.text.matchAll(/<img src="([^"]+)"/g)].map(([, src]) => src as string);
  const icon = /<link rel="icon" href="([^"]+)"/.exec(page.text)?.[1] ?? "";
  let bytes = page.bytes;
  for (const address of new Set([icon, ...pictures])) bytes += (await fetched(new URL(address, portal.url()).href)).bytes;
  return bytes;
}
