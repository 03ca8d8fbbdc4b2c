// Checking a number off a box: with and without JavaScript, for screen readers, on a slow line.
import { mkdir } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { islandsAwake } from "./harness/islands.ts";
import { Portal } from "./harness/portal.ts";
import { isWasm, kb, openCold, total } from "./pages/line.ts";

const KB = 1024;

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

async function check(page: Page, text: string): Promise<void> {
  await page.goto(`${portal.url()}check`);
  await page.getByLabel("把号码写在这里").fill(text);
  await page.getByRole("button", { name: "查一查" }).click();
  await page.waitForURL(/check\?q=/);
}

const address = (text: string) => `check?q=${encodeURIComponent(text)}`;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("from the home page to an answer and the official query", async ({ page }) => {
      await page.goto(portal.url());
      await page.getByRole("link", { name: "盒子上的号码是什么意思？查一查" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("查一查号码");
      await check(page, "国药准字 ｈ２００１ 3001");
      await expect(page.getByRole("heading", { name: "药品批准文号" })).toBeVisible();
      await expect(page.locator(".printed")).toHaveText("国药准字H20013001");
      await expect(page.getByText("不等于东西是真的")).toBeVisible();
      await expect(page.getByRole("link", { name: /^打开国家药监局/ })).toBeVisible();
      await expect(page.getByLabel("把号码写在这里")).toHaveValue("国药准字 h2001 3001");
    });

    test("what is no medicine is said in big type", async ({ page }) => {
      await check(page, "云卫消证字（2020）第0001号");
      const words = page.locator(".no-medicine");
      await expect(words).toContainText("这不是药");
      const [own, usual] = await page.evaluate(() =>
        [".no-medicine", "main p"].map((selector) => parseFloat(getComputedStyle(document.querySelector(selector) as Element).fontSize)),
      );
      expect(own).toBeGreaterThan(usual * 1.2);
    });

    test("several numbers on several lines are all answered", async ({ page }) => {
      await check(page, "国药准字H20013001\n81234567890123456789\n云20160001");
      await expect(page.getByRole("heading", { name: "认出 3 个号码" })).toBeVisible();
      await expect(page.locator("section.number")).toHaveCount(3);
    });

    test("a recalled batch leads to the report with everything filled in", async ({ page }) => {
      await check(page, "国药准字H20260000 批号 SL260101");
      await expect(page.getByRole("heading", { name: "这个批号在召回里，先别用" })).toBeVisible();
      await page.getByRole("link", { name: "举报这件东西" }).click();
      await expect(page.locator("input[name=approval_no]")).toHaveValue("国药准字H20260000");
      await expect(page.locator("input[name=batch_no]")).toHaveValue("SL260101");
      await expect(page.locator("input[name=drug_name]")).toHaveValue("某某片");
    });

    test("a refused text comes back with what was typed", async ({ page }) => {
      await check(page, "国药准字".repeat(150));
      await expect(page.getByRole("alert")).toContainText("最多 500 个字");
      await expect(page.getByLabel("把号码写在这里")).toHaveAttribute("aria-invalid", "true");
      expect(await page.getByLabel("把号码写在这里").inputValue()).toHaveLength(500);
    });
  });
}

test("a draft kept earlier does not take away what the address brings", async ({ page }) => {
  await page.goto(`${portal.url()}report/new?wish=tip`);
  await islandsAwake(page);
  await page.locator("label.choice, label.tile").first().click();
  await page.goto(`${portal.url()}report/new?wish=tip&number=${encodeURIComponent("国药准字H20260000")}`);
  await islandsAwake(page);
  await expect(page.locator("input[name=approval_no]")).toHaveValue("国药准字H20260000");
});

const PAGES: [string, string][] = [
  ["empty", "check"],
  ["drug", address("国药准字H20013001")],
  ["no medicine and odd", address("国食健注20190001，云卫消证字（2020）第0001号")],
  ["watched", address("国药准字H20260000 批号SL260101")],
  ["nothing found", address("没有号")],
  ["refused", address("药".repeat(600))],
];

for (const mode of MODES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${mode} type, ${colorScheme}`, () => {
      test.use({ colorScheme });
      for (const [name, path] of PAGES) {
        test(`${name} is in order and fits the screen`, async ({ page, context }) => {
          await remember(context, portal.url(), mode);
          await page.goto(`${portal.url()}${path}`);
          await judge(page);
          await picture(page, `${name}-${mode}-${colorScheme}`);
          if (colorScheme === "light") await thumbs(page, mode === "large" ? 60 : 48);
          if (colorScheme === "light") await fits(page);
        });
      }
    });
  }
}

/** For whoever wants to look: YAOAN_SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.YAOAN_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/check-${name.replaceAll(" ", "-")}.png`, fullPage: true });
}

for (const path of ["check", address("国药准字H20260000 批号SL260101")]) {
  test(`${decodeURIComponent(path)} weighs at most 25 KB and loads no WebAssembly`, async ({ page }) => {
    const transfers = await openCold(page, `${portal.url()}${path}`);
    console.log(`weight ${decodeURIComponent(path)}: ${kb(total(transfers))} in ${transfers.length} requests`);
    expect(total(transfers)).toBeLessThanOrEqual(25 * KB);
    expect(transfers.filter(isWasm)).toEqual([]);
    expect(transfers.length).toBeLessThanOrEqual(4);
  });
}
