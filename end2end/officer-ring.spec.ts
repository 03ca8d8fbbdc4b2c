// Whoever ticks an answer that cannot wait has the duty phone under the thumb, before anything else.
import { type BrowserContext, expect, type Locator, type Page, test } from "@playwright/test";
import { hands, started } from "./officer/hands.ts";
import { round } from "./officer/round.ts";
import { fits, judge, thumbs } from "./harness/comfort.ts";

const at = round();
const { home } = hands(() => at.line.url);
// A kept style sheet would come past the route that makes a browser old.
test.use({ serviceWorkers: "block" });

for (const [age, context] of [["a browser of today", async () => undefined], ["a browser that does not know :has()", withoutHas]] as const) {
  test(`in ${age}: comes up with the answer, goes with it, and nothing leads past it`, async ({ page }) => {
    await context(page.context());
    await home(page);
    await page.goto(`${at.line.url}officer/new/reaction`);
    await started(page);
    await choose(page, "女");
    await page.locator("[name=age]").fill("30");
    await onward(page);

    await choose(page, "疫苗");
    const card = page.locator(".now .ring");
    await rings(card, 2);
    expect(await page.locator(".now").getAttribute("data-question"), "nobody is led on past it").toBe("kind");
    const [top, first] = [await card.boundingBox(), await page.locator(".now .choice").first().boundingBox()];
    expect(top!.y, "above the answers").toBeLessThan(first!.y);
    await page.screenshot({ path: `test-results/officer-ring-${age.replaceAll(/\W+/g, "-")}.png` });
    await judge(page);
    await fits(page);
    await thumbs(page, 48);
    await page.setViewportSize({ width: 360, height: 740 });
    await choose(page, "药品");

    await expect(page.locator(".now")).toHaveAttribute("data-question", "signs");
    await expect(card).toBeHidden();
    await choose(page, "恶心、呕吐、拉肚子");
    await expect(card).toBeHidden();
    for (const sign of ["喘不上气", "昏倒、叫不醒"]) {
      await choose(page, sign);
      await rings(card, 2);
      await expect(card, "in sight, however far down the answer stands").toBeInViewport({ ratio: 0.99 });
      await choose(page, sign);
      await expect(card).toBeHidden();
    }
    await onward(page);
    await choose(page, "住院了");
    await rings(card, 1);
    await onward(page);
    await choose(page, "去世了");
    await rings(card, 1);
  });
}

test("special drugs among what is taken back bring it up", async ({ page }) => {
  await home(page);
  await page.goto(`${at.line.url}officer/new/take-back`);
  await started(page);
  await page.locator("[name=boxes]").fill("3");
  await onward(page);
  await onward(page);
  await choose(page, "有");
  await rings(page.locator(".now .ring"), 1);
  await page.screenshot({ path: "test-results/officer-ring-take-back.png" });
});

test("without script it comes up by itself, and where the browser cannot do that it stands there", async ({ browser }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false, isMobile: true, hasTouch: true, viewport: { width: 360, height: 740 } });
  const page = await plain.newPage();
  await page.goto(`${at.line.url}officer/new/reaction`);
  const card = page.locator("[data-question=outcome] > .ring");
  await expect(card).toBeHidden();
  await choose(page, "去世了");
  await rings(card, 1);
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: "test-results/officer-ring-plain.png" });
  await choose(page, "好了");
  await expect(card).toBeHidden();
  await withoutHas(plain);
  await page.reload();
  await rings(card, 1);
  await plain.close();
});

/** The tel: links stand there, high enough for a thumb; the duty phone is the last. */
async function rings(card: Locator, numbers: number): Promise<void> {
  await expect(card).toBeVisible();
  const calls = card.locator("a[href^='tel:']");
  await expect(calls).toHaveCount(numbers);
  await expect(calls.last()).toContainText("值班");
  for (const call of await calls.all()) expect((await call.boundingBox())!.height).toBeGreaterThanOrEqual(48);
}

async function choose(page: Page, answer: string): Promise<void> {
  await page.locator("label.choice:visible").getByText(answer, { exact: true }).tap();
}

async function onward(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^继续/ }).locator("visible=true").tap();
}

/** As old WebViews read the style sheet, which stands in the page: they leave out a rule they do not understand. */
async function withoutHas(context: BrowserContext): Promise<void> {
  await context.route(/\/officer\/new\//, async (route) => {
    const answer = await route.fetch();
    const { "content-security-policy": _, ...headers } = answer.headers();
    await route.fulfill({ status: 200, headers, body: (await answer.text()).replaceAll(/[^{}]*:has\([^{}]*\{[^{}]*\}/g, "") });
  });
}
