// Every WebAssembly file served runs on engines that know WebAssembly 1.0 and nothing newer.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";

const NEWER = ["reference-types", "bulk-memory", "saturating-float-to-int", "sign-extension", "multi-value", "simd"];

let portal: Portal;
let folder: string;
test.beforeAll(async () => {
  portal = await Portal.start();
  folder = mkdtempSync(join(tmpdir(), "yaoan-wasm-"));
});
test.afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await portal.dispose();
});

test("every WebAssembly file validates as WebAssembly 1.0", async ({ page }) => {
  const files = new Set<string>();
  page.on("response", (response) => {
    if (response.url().endsWith(".wasm")) files.add(response.url());
  });
  for (const path of ["report/new?wish=tip", "report/new?wish=both", "track", "", "article/expired-medicine"]) {
    await page.goto(`${portal.url()}${path}`, { waitUntil: "networkidle" });
  }
  expect(files.size, "the form loads its islands").toBe(1);
  await page.goto(`${portal.url()}check`);
  const typed = page.waitForResponse((response) => response.url().endsWith(".wasm"));
  await page.getByLabel("把号码写在这里").fill("国药准字H20013001");
  await typed;
  expect(files.size, "a number that is typed loads the reader of codes").toBe(2);
  await signIn(page, portal.url(), "handler");
  await page.goto(`${portal.url()}desk/news/new/article`, { waitUntil: "networkidle" });
  expect(files.size, "the editor loads its preview").toBe(3);
  for (const url of files) {
    const answer = await fetch(url);
    expect(answer.headers.get("content-type")).toBe("application/wasm");
    const file = join(folder, "module.wasm");
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    execFileSync("wasm-validate", [...NEWER.map((feature) => `--disable-${feature}`), file]);
  }
});

test("scripts that load it hold nothing newer than ES2018", async ({ page }) => {
  await page.goto(`${portal.url()}report/new?wish=tip`);
  const script = await page.locator("script[src]").first().getAttribute("src");
  const text = await fetch(new URL(script ?? "", portal.url())).then((answer) => answer.text());
  expect(text.length).toBeGreaterThan(0);
  // Optional chaining, nullish coalescing and BigInt literals stop a Chromium 69 from parsing the file.
  expect(text.match(/[\w)\]]\?\.[A-Za-z_$([]/g) ?? []).toEqual([]);
  expect(text).not.toContain("??");
});
