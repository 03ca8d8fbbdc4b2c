// Where an officer's patrol went: chosen without a network from the ledger the phone carries, and at the desk the
// outlet's last visit.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { bind, enrol, signIn } from "./officer/crew.ts";
import { Line } from "./officer/line.ts";

const PHARMACY = "示例大药房";
/** In the officer's second village. */
const CLINIC = "示例卫生室";

let portal: Portal;
let line: Line;
let phone: BrowserContext;
let desk: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  portal = await Portal.start();
  line = await Line.start(portal.origin);
  desk = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await signIn(desk, portal, "coordinator");
  const enrolled = await enrol(desk, portal, "李大山", "13988312345", 2);
  await register("药店", PHARMACY, 1);
  await register("卫生室", CLINIC, 2);
  phone = await browser.newContext({ isMobile: true, hasTouch: true, viewport: { width: 360, height: 740 } });
  const page = await phone.newPage();
  await bind(page, line.url, enrolled, "李大山");
  await page.close();
});
test.afterAll(async () => {
  await phone?.close();
  await desk?.context().close();
  await line?.stop();
  await portal?.dispose();
});

test("chosen without a network, sent with the signal, and the last visit at the desk", async () => {
  await expect(await row(PHARMACY)).toContainText("还没去过");
  const page = await phone.newPage();
  await page.goto(`${line.url}officer`);
  await started(page);
  line.cutOff();
  await page.getByRole("link", { name: /记巡查/ }).tap();
  await started(page);
  await page.locator("label.tile", { hasText: "药店" }).tap();
  const outlet = page.getByLabel("去的是哪一家？");
  await expect(outlet.locator("option:not([value=''])")).toHaveText([PHARMACY, CLINIC, "不在名单上"]);
  await outlet.selectOption({ label: CLINIC });
  await page.screenshot({ path: "test-results/officer-outlet-question.png", fullPage: true });
  const village = page.locator("[name=village]");
  const second = await village.locator("option").nth(1).getAttribute("value");
  await expect(village, "an outlet brings its village along").toHaveValue(second ?? "");
  await outlet.selectOption({ label: PHARMACY });
  await on(page);
  await on(page);
  await page.getByText("没看到问题").tap();
  await on(page);
  await page.getByText("还要补充").tap();
  await village.selectOption({ index: 1 });
  await expect(outlet, "another village takes the outlet away").toHaveValue("");
  await village.selectOption({ index: 0 });
  for (const question of ["看到什么？", "做了什么？", "去的是哪一家？"]) {
    await page.getByRole("button", { name: "‹ 上一步" }).tap();
    await expect(page.getByRole("heading", { name: question })).toBeVisible();
  }
  await outlet.selectOption({ label: PHARMACY });
  for (let step = 0; step < 3; step += 1) await on(page);
  await page.getByRole("button", { name: "存好上报" }).tap();
  await expect(page.getByText("已存在手机里（未上报）")).toBeVisible();
  await page.goto(`${line.url}officer/outlets`);
  await expect(page.getByRole("heading", { name: "现在没有网络" })).toBeVisible();
  await page.goto(`${line.url}officer/queue`);
  line.restore();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText(/已上报，编号 YX-XC-/)).toBeVisible({ timeout: 30_000 });
  await expect(await row(PHARMACY)).toContainText(/\d{4}-\d{2}-\d{2}/);
  await expect(await row(CLINIC)).toContainText("还没去过");
  await page.close();
});

test("from the list to a form that knows where, also without a network", async () => {
  const page = await phone.newPage();
  await page.goto(`${line.url}officer`);
  await started(page);
  await page.getByRole("link", { name: "村里的药店、卫生室" }).tap();
  const clinic = page.locator("li.report", { hasText: CLINIC });
  await expect(clinic).toContainText("还没去过");
  line.cutOff();
  await clinic.getByRole("link", { name: /^去巡查/ }).tap();
  await started(page);
  await expect(page.locator("label.tile :checked")).toHaveValue("village_clinic");
  await on(page);
  await expect(page.getByLabel("去的是哪一家？").locator("option:checked")).toHaveText(CLINIC);
  line.restore();
  await page.close();
});

test("a walk through the village asks for no outlet", async () => {
  const page = await phone.newPage();
  await page.goto(`${line.url}officer/new/patrol`);
  await started(page);
  await page.locator("label.tile", { hasText: "村里走一圈" }).tap();
  await expect(page.getByRole("heading", { name: "做了什么？" })).toBeVisible();
  await expect(page.getByLabel("去的是哪一家？")).toBeHidden();
  await page.close();
});

test("without JavaScript the form has the same list", async ({ browser }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await phone.storageState(), viewport: { width: 360, height: 740 } });
  const page = await plain.newPage();
  await page.goto(`${line.url}officer/outlets`);
  await page.locator("li.report", { hasText: CLINIC }).getByRole("link", { name: /^去巡查/ }).click();
  await expect(page.getByLabel("去的是哪一家？").locator("option:checked")).toHaveText(CLINIC);
  await page.screenshot({ path: "test-results/officer-outlet-plain.png", fullPage: true });
  await page.getByText("没看到问题").click();
  await page.getByRole("button", { name: "存好上报" }).click();
  await expect(page.locator("main")).toContainText(/YX-XC-/);
  await expect(await row(CLINIC)).toContainText(/\d{4}-\d{2}-\d{2}/);
  await plain.close();
});

for (const mode of MODES) {
  test(`the list of outlets in ${mode} type`, async () => {
    await remember(phone, line.url, mode);
    const page = await phone.newPage();
    await page.addInitScript((chosen) => localStorage.setItem("yaoan.mode", chosen), mode);
    await page.goto(`${line.url}officer/outlets`);
    await expect(page.locator("main")).toContainText(PHARMACY);
    await page.screenshot({ path: `test-results/officer-outlets-${mode}.png`, fullPage: true });
    await judge(page);
    await fits(page);
    await thumbs(page, mode === "large" ? 60 : 48);
    await page.close();
  });
}

async function register(kind: string, name: string, village: number): Promise<void> {
  await desk.goto(portal.url("desk/field/outlets/new"));
  await desk.getByLabel("类型").selectOption({ label: kind });
  await desk.getByLabel("名称").fill(name);
  await desk.getByLabel("在哪个村").selectOption({ index: village });
  await desk.getByLabel("地址").fill("新街路口12号");
  await desk.getByRole("button", { name: "登记" }).click();
  await expect(desk).toHaveURL(/outlets\?done=/);
}

/** An outlet's row of the ledger at the desk, as it stands now. */
async function row(name: string) {
  await desk.goto(portal.url("desk/field/outlets"));
  return desk.locator("tbody tr", { hasText: name });
}

/** To the next question. */
async function on(page: Page): Promise<void> {
  await page.getByRole("button", { name: /继续/ }).locator("visible=true").tap();
}

async function started(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-officer", "ready");
}
