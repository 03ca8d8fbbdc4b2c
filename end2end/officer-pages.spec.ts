// What belongs to one officer alone: the pages of a bound phone with something on them, judged in both sizes of
// type; and the label of a bag at the desk.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { bind, enrol, signIn, takenBack } from "./officer/crew.ts";
import { mainForm, send } from "./pages/panel.ts";

let portal: Portal;
let phone: BrowserContext;
let bureau: BrowserContext;
/** Path of the record at the desk. */
let record: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  portal = await Portal.start();
  bureau = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const desk = await bureau.newPage();
  await signIn(desk, portal, "coordinator");
  const enrolled = await enrol(desk, portal, "李大山", "13988312345");
  for (const [kind, title] of [["核查任务", "桥头的药摊"], ["通知", "下周培训"]]) {
    await desk.goto(portal.url("desk/field/errands/new"));
    await send(mainForm(desk), { 是什么: kind, 发给哪里的信息员: "爱华镇", 标题: title, 内容: "看一看，有什么就报上来。", 期限: "2030-01-31" });
    await expect(desk).toHaveURL(/errands\?done=/);
  }
  phone = await browser.newContext({ isMobile: true, hasTouch: true, viewport: { width: 360, height: 740 } });
  const page = await phone.newPage();
  await bind(page, portal.url(), enrolled, "李大山");
  await takenBack(browser, portal, phone, (form) => form.locator("[name=narcotics][value=yes]").check({ force: true }));
  await desk.goto(portal.url("desk/field/records"));
  record = (await desk.locator("main table a").first().getAttribute("href")) ?? "";
  await desk.close();
  await page.close();
});
test.afterAll(async () => {
  await phone?.close();
  await bureau?.close();
  await portal?.dispose();
});

for (const mode of MODES) {
  test.describe(`${mode} type`, () => {
    for (const [name, open, shows] of own()) {
      test(name, async () => {
        await remember(phone, portal.url(), mode);
        const page = await phone.newPage();
        await page.addInitScript((chosen) => localStorage.setItem("yaoan.mode", chosen), mode);
        await open(page);
        await expect(page.locator("main")).toContainText(shows);
        await page.screenshot({ path: `test-results/officer-own-${mode}-${name.replaceAll(" ", "-")}.png`, fullPage: true });
        await judge(page);
        await fits(page);
        await thumbs(page, mode === "large" ? 60 : 48);
        await page.close();
      });
    }

    test("label of a bag, on the desk", async () => {
      await remember(bureau, portal.url(), mode);
      const page = await bureau.newPage();
      await page.goto(new URL(`${record}/label`, portal.url()).href);
      await expect(page.locator("main")).toContainText("李大山");
      await judge(page);
      await fits(page);
      await page.close();
    });
  });
}

test("a task is read, told what to fill in, and done", async () => {
  const page = await phone.newPage();
  await page.goto(portal.url("officer/tasks"));
  const task = page.locator("li.report", { hasText: "桥头的药摊" });
  await expect(task).toContainText("前做完，还有");
  await task.getByRole("button", { name: "知道了" }).tap();
  await expect(task.getByRole("link", { name: "去填：巡查" })).toHaveAttribute("href", /officer\/new\/patrol$/);
  await task.getByLabel("做得怎么样？").fill("去看过了，没有人");
  await task.getByRole("button", { name: "做完了" }).tap();
  await expect(task).toContainText("做完了");
  await expect(task.getByRole("link")).toHaveCount(0);
  await page.close();
});

type Own = [name: string, open: (page: Page) => Promise<unknown>, shows: string | RegExp];

function own(): Own[] {
  const at = (path: string) => (page: Page) => page.goto(portal.url(path));
  return [
    ["own reports", at("officer/reports"), "过期药回收"],
    ["own report", ownReport, "2.5"],
    ["tasks", at("officer/tasks"), "桥头的药摊"],
    ["outlets, none in the ledger", at("officer/outlets"), "还没有药店、卫生室"],
    ["training", at("officer/training"), "培训"],
    ["training (422)", untrained, /题|选/],
    ["who is at the phone", at("officer/who"), "李大山"],
  ];
}

async function ownReport(page: Page): Promise<void> {
  await page.goto(portal.url("officer/reports"));
  await page.locator("li.report a").first().tap();
  await page.waitForURL(/officer\/reports\/[0-9a-f-]{36}/);
}

async function untrained(page: Page): Promise<void> {
  await page.goto(portal.url("officer/training"));
  await page.locator("main form button").last().tap();
  await page.waitForLoadState();
}
