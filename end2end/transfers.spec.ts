// A suspected crime goes to the police: asked for, decided by the head of the bureau, sent, signed for, on paper.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dispatch, openMatter, step } from "./pages/desk.ts";
import { mainForm, numberOn, send, take } from "./pages/panel.ts";
import { namedTip } from "./pages/reports.ts";
import { sendAndRead } from "./pages/sender.ts";
import { BRIGADE, Office } from "./pages/staff.ts";

let portal: Portal;
let office: Office;
let matter: string;
let other: string;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
  const clerk = await office.page("clerk");
  [matter, other] = [await verified(clerk), await verified(clerk)];
  await clerk.close();
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
});

test("from the request to the police's receipt", async () => {
  test.setTimeout(150_000);
  const handler = await office.page("handler");
  const number = await requested(handler, matter);

  const leader = await office.page("leader");
  await toTransfer(leader, number);
  await take(leader, "批准移送", { 意见: "同意移送" });
  await expect(leader.locator(".status")).toHaveText("已批准，待移送");
  await leader.close();

  await toTransfer(handler, number);
  await expect(handler.locator(".due").first(), "24 hours from the approval, to the minute").toContainText(/剩 2[34] 小时 \d+ 分/);
  await expect(handler.getByRole("heading", { name: "批准移送" }), "who asked does not decide").toHaveCount(0);
  await send(handler.getByRole("region", { name: "送出", exact: true }));
  await expect(handler.getByRole("alert")).toContainText("移送的材料不齐");
  const missing = await handler.getByText(/^还缺：/).allInnerTexts();
  await take(handler, "附送材料", Object.fromEntries(missing.map((one) => [one.replace("还缺：", ""), "✓"])));
  await take(handler, "送出");
  const documentNo = await fact(handler, "文号");
  expect(documentNo, "numbered by the portal").toMatch(/^云市监\S*〔\d{4}〕\d+号$/);
  await take(handler, "对方签收", { 签收人: "示例民警" });
  expect(await fact(handler, "签收")).toBe("示例民警");

  await onPaper(handler, documentNo);
  await handler.getByRole("link", { name: "回到移送" }).click();
  await handler.getByRole("link", { name: `事项 ${matter}` }).click();
  await expect(handler.getByText(number).first(), "the matter tells of it").toBeVisible();
  await handler.close();
});

test("a transfer the head refuses is not sent", async () => {
  const handler = await office.page("handler");
  const number = await requested(handler, other);
  const leader = await office.page("leader");
  await toTransfer(leader, number);
  await send(leader.getByRole("region", { name: "不批准移送" }));
  await expect(leader.getByRole("alert")).toContainText("请填写理由");
  await take(leader, "不批准移送", { 理由: "证据不足，继续核查" });
  await leader.close();
  await handler.reload();
  await expect(handler.locator(".status")).toHaveText("不批准移送");
  await expect(handler.getByRole("heading", { name: "送出", exact: true })).toHaveCount(0);
  await handler.close();
});

test("complaints about officials are told where to go and not registered", async () => {
  const handler = await office.page("handler");
  await toNewTransfer(handler);
  await send(mainForm(handler), { 移送给: "纪检监察机关", 发现的地方: "爱华镇", 案由: "收钱不办事", 基本情况: "群众反映。", 依据: "监察法" });
  await expect(handler.getByRole("alert").or(handler.locator(".warn")).first()).toContainText("纪检监察");
  await expect(handler.getByLabel("案由"), "what was typed is kept").toHaveValue("收钱不办事");
  await handler.close();
});

/** A tip whose verification has begun: what may be written into a transfer. */
async function verified(clerk: Page): Promise<string> {
  const [number] = (await sendAndRead(portal.url(), namedTip())).numbers;
  await openMatter(clerk, portal.url(), number);
  await dispatch(clerk, BRIGADE);
  await step(clerk, "verify");
  return number;
}

/** With team, goods and papers, waiting for the head of the bureau. */
async function requested(page: Page, tip: string): Promise<string> {
  await openMatter(page, portal.url(), tip);
  await page.getByRole("link", { name: "登记移送" }).click();
  await expect(page.getByLabel("投诉举报编号")).toHaveValue(tip);
  await send(mainForm(page), {
    移送给: "公安机关",
    接收单位全称: "云县公安局",
    案由: "涉嫌销售假药",
    基本情况: "在店内查获来源不明的胶囊。",
    依据: "行政执法机关移送涉嫌犯罪案件的规定第三条",
  });
  const number = await numberOn(page);
  await take(page, "涉案物品清单", { 清单: "示例胶囊，12，盒，20250101，货架上" });
  await take(page, "附送材料", { 调查报告: "✓", "移送书（移送函）": "✓" });
  const report = { 涉嫌罪名: "销售假药罪", 报告要点: "货值较大，来源不明" };
  await send(page.getByRole("region", { name: "报负责人审批" }), { ...report, 专案组成员: "张三" });
  await expect(page.getByRole("alert").or(page.locator(".warn")).first(), "a team is two at least").toContainText("两");
  await take(page, "报负责人审批", { ...report, 专案组成员: "张三、李四" });
  return number;
}

async function toTransfers(page: Page): Promise<void> {
  await page.goto(portal.url("desk"));
  await page.getByRole("navigation", { name: "办件台" }).getByRole("link", { name: "移送" }).click();
}

async function toNewTransfer(page: Page): Promise<void> {
  await toTransfers(page);
  await page.getByRole("link", { name: "登记移送" }).click();
}

async function toTransfer(page: Page, number: string): Promise<void> {
  await toTransfers(page);
  await page.getByRole("link", { name: number }).click();
}

async function onPaper(page: Page, documentNo: string): Promise<void> {
  await page.getByRole("link", { name: "涉案物品清单打印版" }).click();
  await expect(page.getByRole("cell", { name: "示例胶囊" })).toBeVisible();
  await page.getByRole("link", { name: "回到移送" }).click();
  await page.getByRole("link", { name: "移送书（函）打印版" }).click();
  await expect(page.locator("article")).toContainText("云县公安局：");
  await expect(page.locator("article")).toContainText(documentNo);
  await expect(page.locator("article"), "nothing of who reported").not.toContainText("13800138000");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("article")).toBeVisible();
  await expect(page.getByRole("link", { name: "回到移送" })).toBeHidden();
  await page.emulateMedia({ media: null });
}

/** What stands behind a label on the transfer's page. */
async function fact(page: Page, label: string): Promise<string> {
  return page.locator(".facts > div").filter({ has: page.getByText(label, { exact: true }) }).locator("dd").innerText();
}
