// Old medicine: where to bring it and how much was, and asking the officer to come for it. The resident has a small
// phone and no JavaScript.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { fits, judge, thumbs } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { bind, enrol, signIn, takenBack } from "./officer/crew.ts";
import { fillIn, HOUSE, PHONE, send } from "./pages/collect.ts";
import { dayFromNow } from "./pages/day.ts";
import { take } from "./pages/panel.ts";

const POINT = "永胜村卫生室";

let portal: Portal;
let phone: BrowserContext;
let desk: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  portal = await Portal.start();
  // The tests below have no JavaScript, and what they use is handed on to every context that says nothing else.
  desk = await (await browser.newContext({ javaScriptEnabled: true, viewport: { width: 1280, height: 800 } })).newPage();
  await signIn(desk, portal, "coordinator");
  const enrolled = await enrol(desk, portal, "李大山", "13988312345");
  phone = await browser.newContext({ javaScriptEnabled: true, isMobile: true, hasTouch: true, viewport: { width: 360, height: 740 } });
  const page = await phone.newPage();
  await bind(page, portal.url(), enrolled, "李大山");
  await page.close();
  // Some weeks ago.
  await takenBack(browser, portal, phone, async (form) => {
    await form.locator("details:has([name=on]) > summary").click();
    await form.locator("[name=on]").fill(dayFromNow(-31));
  });
  // After it: the page is kept until points or texts or the day change, and the portal looks at its own pages.
  await point(desk);
});
test.afterAll(async () => {
  await phone?.close();
  await desk?.context().close();
  await portal?.dispose();
});

test.describe("a resident without JavaScript, on 360 px", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("finds a point, its hours, and what was taken back", async ({ page }) => {
    await page.goto(portal.url());
    await page.locator('a[href="/take-back"]').first().click();
    await expect(page.getByText("不要卖给收药的人")).toBeVisible();
    const card = page.locator("section.number", { hasText: POINT });
    await expect(card).toContainText("新街路口12号");
    await expect(card).toContainText("08:30—11:30");
    await expect(card.locator(".tag"), "by the minute it was opened").toHaveText(/^(现在开着，到|现在没开，今天|今天已经关了|今天不开)/);
    await expect(card.getByRole("link", { name: /^打电话/ })).toHaveAttribute("href", "tel:13900000002");
    const month = `${dayFromNow(-31).slice(0, 4)} 年 ${Number(dayFromNow(-31).slice(5, 7))} 月`;
    await expect(page.getByRole("row", { name: month }).getByRole("cell"), "kilograms of that month").toHaveText("2.5");
    await card.getByRole("link", { name: /^送不过去，请人上门收/ }).click();
    await expect(page.getByLabel("乡镇和村").locator("option:checked")).toHaveText("永胜村民委员会");
  });

  test("asks the officer to come, who gets it from the coordinator and does it", async ({ page }) => {
    await page.goto(portal.url("take-back"));
    await page.getByRole("link", { name: "请信息员上门收", exact: true }).click();
    await page.getByRole("button", { name: "请人上门收" }).click();
    await expect(page.getByRole("alert")).toContainText("请写电话");
    await page.getByLabel("怎么称呼您？").fill("王大妈");
    await page.screenshot({ path: "test-results/collect-refused.png", fullPage: true });
    await fillIn(page, "永胜村民委员会");
    await page.screenshot({ path: "test-results/collect-form.png", fullPage: true });
    const number = await send(page);
    await page.screenshot({ path: "test-results/collect-received.png", fullPage: true });
    expect(number).toMatch(/^YX-SM-/);
    await expect(page.locator("main")).not.toContainText(PHONE);

    await desk.goto(portal.url("desk/field"));
    await desk.getByRole("link", { name: "上门收过期药" }).click();
    await desk.getByRole("link", { name: number }).click();
    await expect(desk.locator("main")).not.toContainText(PHONE);
    await desk.getByLabel("查看事由").fill("先打电话问清楚");
    await desk.getByRole("button", { name: "查看", exact: true }).click();
    await expect(desk.locator("main")).toContainText(PHONE);
    await expect(desk.locator("main")).toContainText(HOUSE);
    await judge(desk);
    await take(desk, "派给信息员", { 信息员: "李大山" });

    const officer = await phone.newPage();
    await officer.goto(portal.url("officer/tasks"));
    const task = officer.locator("li.report", { hasText: number });
    await expect(task).not.toContainText(PHONE);
    await task.getByRole("button", { name: "知道了" }).tap();
    await expect(task.getByRole("link", { name: `打电话 ${PHONE}` })).toHaveAttribute("href", `tel:${PHONE}`);
    await expect(task).toContainText(HOUSE);
    await officer.screenshot({ path: "test-results/collect-task.png", fullPage: true });
    await judge(officer);
    await fits(officer);
    await thumbs(officer, 48);
    await task.getByLabel("做得怎么样？").fill("收了一袋");
    await task.getByRole("button", { name: "收好了" }).tap();
    await expect(task).toContainText("做完了");
    await expect(task).not.toContainText(PHONE);
    await phone.setOffline(true);
    await officer.goto(portal.url("officer/tasks")).catch(() => undefined);
    await expect(officer.locator("body"), "no kept page tells it").not.toContainText(PHONE);
    await phone.setOffline(false);
    await officer.close();

    await desk.goto(portal.url("desk/field/collects?show=ended"));
    await expect(desk.getByRole("row", { name: new RegExp(number) })).toContainText("信息员收好了");
  });
});

/** A point of one village, kept by the coordinator. */
async function point(page: Page): Promise<void> {
  await page.goto(portal.url("desk/field/points/new"));
  await page.getByLabel("名称").fill(POINT);
  await page.getByLabel("在哪里").selectOption("530922101201");
  await page.getByLabel("地址").fill("新街路口12号");
  await page.getByLabel("谁收").fill("值班医生");
  await page.getByLabel("电话").fill("13900000002");
  await page.getByLabel("周一").check();
  await page.getByLabel("几点到几点").fill("8:30-11:30");
  await page.getByRole("button", { name: "登记" }).click();
  await expect(page.getByRole("status")).toBeVisible();
}
