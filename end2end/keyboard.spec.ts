// A whole form without mouse or finger: Tab, Space, arrows and Enter.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { readReceipt } from "./pages/receipt.ts";
import { tip } from "./pages/reports.ts";

test.use({ javaScriptEnabled: false });

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

test("a tip is filled and sent by keyboard alone, with the focus always visible", async ({ page }) => {
  const report = tip();
  await page.goto(`${portal.url()}report/new?wish=tip`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");

  await tabTo(page, page.locator("input[name=category]").first());
  await arrowTo(page, page.locator(`input[name=category][value=${report.category}]`));
  await tabTo(page, page.locator("select[name=region]"));
  await pressUntil(page, "ArrowDown", () => page.locator("select[name=region]").inputValue(), report.region);
  await typeInto(page, "place", report.texts.place);
  await tabTo(page, page.locator("input[name=channel]").first());
  await page.keyboard.press("Space");
  await tabTo(page, page.locator("summary", { hasText: "知道是哪家" }));
  await page.keyboard.press("Enter");
  await typeInto(page, "respondent_name", report.texts.respondent_name);
  await typeInto(page, "story", report.texts.story);
  await tabTo(page, page.locator("input[name=identity]").first());
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "提交举报" }));
  await page.keyboard.press("Enter");

  await readReceipt(page);
});

test("a refused form puts the focus on the summary, whose links lead to the fields", async ({ page }) => {
  await page.goto(`${portal.url()}report/new?wish=tip`);
  await page.locator("textarea[name=story]").fill("药店卖过期药");
  await page.getByRole("button", { name: "提交举报" }).focus();
  const [answer] = await Promise.all([page.waitForResponse((one) => one.request().method() === "POST"), page.keyboard.press("Enter")]);
  expect(answer.status()).toBe(422);

  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page).toHaveTitle(/^有误/);
  await expect(page.locator("textarea[name=story]")).toHaveValue("药店卖过期药");
  for (const [name, words] of [["category", "请选择是哪一类问题"], ["region", "请选择在哪个乡镇"], ["identity", "请选择要不要留姓名"]]) {
    const link = page.locator(`.error-summary a[href="#${name}"]`);
    await expect(link).toContainText(words);
    await tabTo(page, link);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.querySelector(":target")?.getAttribute("name"))).toBe(name);
    await expect(page.locator(`#${name}-error`)).toContainText(words);
    await page.locator(".error-summary").focus();
  }
});

/** Tabs until an element has the focus; fails when a stop on the way shows no focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press("Tab");
    expect(await focusIsVisible(page), await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160))).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reached ${target}`);
}

/** Arrow keys move through a group of radio buttons and choose. */
async function arrowTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await target.isChecked()) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the arrow keys never reached ${target}`);
}

/** The arrow keys walk through a list of places. */
async function pressUntil(page: Page, key: string, now: () => Promise<string>, wanted: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await now()) === wanted) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never led to ${wanted}`);
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, page.locator(`[name=${name}]:not([type=hidden])`));
  await page.keyboard.type(text);
}

/** An outline or ring on the element itself, or on the box drawn for it. */
function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    // Inside a date field the browser's own picker button can have the focus, with the browser's own ring.
    if (!focused || focused === document.body || !focused.matches(":focus")) return true;
    const marked = (element: Element | null) => {
      if (!element) return false;
      const style = getComputedStyle(element);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    return marked(focused) || marked(focused.nextElementSibling) || marked(focused.closest("label"));
  });
}
