// A bureau at work: a complaint and a tip carried to their end, each by the people whose step it is.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dispatch, openMatter, signIn, step } from "./pages/desk.ts";
import { fillLongForm, sendButton } from "./pages/long_form.ts";
import { type Receipt, readReceipt } from "./pages/receipt.ts";
import { complaint, namedTip, type Report } from "./pages/reports.ts";
import { track } from "./pages/tracking.ts";

/** The unit of the demonstration's handler and lead. */
const BRIGADE = "zhifa";

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());
test.use({ javaScriptEnabled: false });

async function report(page: Page, what: Report): Promise<Receipt> {
  await fillLongForm(page, portal.url(), what);
  await sendButton(page).click();
  return readReceipt(page);
}

/** Somebody at their own desk. */
async function at(browser: Browser, login: string, number: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, portal.url(), login);
  await openMatter(page, portal.url(), number);
  return page;
}

test("a complaint: accept, mediate, terminate, tell, close", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const receipt = await report(page, complaint());
  const [number] = receipt.numbers;
  const clerk = await at(browser, "clerk", number);
  await dispatch(clerk, BRIGADE);

  const handler = await at(browser, "handler", number);
  await step(handler, "take");
  await step(handler, "accept", { text: { 联系人和电话: "王某 0883-3211423" } });
  await expect(handler.getByText("调解期限").first()).toBeVisible();
  await step(handler, "agree");
  await step(handler, "terminate", { tick: [/一方明确拒绝调解/] });
  await expect(handler.locator('form[action$="/step/close"]'), "both sides are told first").toHaveCount(0);
  await step(handler, "tell-parties", { text: { 怎样告知的: "寄出终止调解告知书" } });
  await step(handler, "close", { text: { 结果: "调解不成，已告知其他途径" } });
  await expect(handler.locator(".status")).toContainText("已办结");

  await track(page, portal.url(), receipt.code);
  await expect(page.locator(".status")).toHaveText("已办结");
  await expect(page.getByText("向人民法院提起诉讼").first()).toBeVisible();
});

test("a tip: dispatch, take, verify, extend, file, decide, close", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const receipt = await report(page, namedTip());
  const [number] = receipt.numbers;
  const clerk = await at(browser, "clerk", number);
  await dispatch(clerk, BRIGADE);

  const handler = await at(browser, "handler", number);
  await step(handler, "take");
  await step(handler, "verify");
  await step(handler, "ask-extension", { text: { 理由: "等检验结果" } });
  await expect(handler.locator('form[action$="/step/extend"]'), "nobody approves what they asked for").toHaveCount(0);

  const lead = await at(browser, "lead", number);
  await lead.goto(`${portal.url()}desk`);
  await lead.getByRole("link", { name: "待我审批" }).click();
  await lead.getByRole("link", { name: number }).click();
  await step(lead, "extend", { text: { 批准理由: "同意" } });

  await handler.reload();
  await step(handler, "propose-filing", { choose: { 意见: "yes" }, text: { 查到的事实和理由: "查实，有进货单" } });
  await lead.reload();
  await step(lead, "file", { text: { 案号: "云市监案〔2026〕7号" } });

  await handler.reload();
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
  await step(handler, "decide", {
    choose: { 决定: "penalty" },
    text: { 决定书文号: "云市监罚〔2026〕7号", 决定日期: today },
  });
  await step(handler, "answer", { text: { 处理结果: "已依法作出处理" } });
  await step(handler, "close", { text: { 结果: "已依法作出处理" } });

  await track(page, portal.url(), receipt.code);
  await expect(page.locator(".status")).toHaveText("已办结");
  await expect(page.locator("main")).not.toContainText("云市监罚");
});

test("a page that somebody overtook keeps what was typed and says what happened", async ({ page, browser }) => {
  const receipt = await report(page, namedTip());
  const [number] = receipt.numbers;
  const clerk = await at(browser, "clerk", number);
  await dispatch(clerk, BRIGADE);
  const handler = await at(browser, "handler", number);
  const lead = await at(browser, "lead", number);
  await step(lead, "verify");
  const form = handler.locator('form[action$="/step/redirect"]');
  await handler.locator("details.step").filter({ has: form }).locator("summary").click();
  await form.getByLabel("有权处理的机关").fill("县卫生健康局");
  await form.getByLabel("怎样反映").fill("请向卫健部门反映");
  await form.getByRole("button").click();
  await expect(handler.getByRole("alert")).toContainText("演示负责人：开始核查");
  await expect(form.getByLabel("怎样反映")).toHaveValue("请向卫健部门反映");
});
