// What every page owes its readers: no violation found by axe, nothing to scroll sideways, targets for thumbs.
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { violations } from "./axe.ts";
import { islandsAwake } from "./islands.ts";

export type Mode = "normal" | "large";

/** In both modes every page is looked at. */
export const MODES: Mode[] = ["normal", "large"];

/** As somebody who chose large type before. */
export async function remember(context: BrowserContext, url: string, mode: Mode): Promise<void> {
  if (mode === "large") await context.addCookies([{ name: "mode", value: "large", url }]);
}

/** What stands folded is judged too. */
export async function judge(page: Page): Promise<void> {
  if ((await page.locator("script[data-wasm]").count()) > 0) await islandsAwake(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
  expect(await violations(page), `axe on ${page.url()}`).toEqual([]);
}

/** Nothing to scroll sideways on a small phone, nor on the smallest. */
export async function fits(page: Page): Promise<void> {
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    const wider = await page.evaluate(() => {
      const edge = document.documentElement.clientWidth;
      const over = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > edge + 0.5);
      const scrolls = document.documentElement.scrollWidth > edge;
      return scrolls ? over.map((element) => element.outerHTML.slice(0, 120)) : [];
    });
    expect(wider, `reaches over the edge at ${width} px`).toEqual([]);
    const more = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(more, `scrolls sideways at ${width} px by this many px`).toBe(0);
  }
}

/** Main controls are as high as a thumb is wide. */
export async function thumbs(page: Page, least: number): Promise<void> {
  const small = await page.evaluate((least) => {
    const controls = document.querySelectorAll(
      "main .button, main .choice, main .tile, main summary, main select, main textarea, main input:not([type=radio]):not([type=checkbox]):not([type=hidden]), header a.mode, header button.mode, nav.help a, .desk-nav a",
    );
    return [...controls]
      .filter((control) => !control.closest(".hp, .spoken") && control.checkVisibility())
      .map((control) => ({ box: control.getBoundingClientRect(), text: control.outerHTML.slice(0, 120) }))
      .filter(({ box }) => box.width > 0 && box.height < least - 0.5)
      .map(({ box, text }) => `${box.height.toFixed(1)} px: ${text}`);
  }, least);
  expect(small, `controls lower than ${least} px`).toEqual([]);
}
