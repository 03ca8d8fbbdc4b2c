// An item of the list of risks: from its finding to its end, which somebody else must accept.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dayFromNow } from "./pages/day.ts";
import { mainForm, numberOn, send, take } from "./pages/panel.ts";
import { Office } from "./pages/staff.ts";

const FOUND = { 来源: "监督检查", 对象: "示例大药房", 等级: "高", 风险情况: "冷藏药品没有温度记录", 地点: "爱华镇", 责任领导: "演示局领导" };

let portal: Portal;
let office: Office;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
});

test("measures, evidence, acceptance by somebody else, end, and once more from the start", async () => {
  test.setTimeout(150_000);
  const handler = await office.page("handler");
  const number = await listed(handler);
  await take(handler, "整改情况", { 做了什么: "已装温度计" });
  await send(handler.getByRole("region", { name: "申请验收" }), { 整改结果: "已经整改" });
  await expect(handler.locator("main"), "not without evidence").toContainText("佐证");
  await expect(handler.locator(".status")).toHaveText("整改中");
  await take(handler, "佐证材料", { 材料: "温度记录表一份" });
  await take(handler, "申请验收", { 整改结果: "已经整改" });
  await send(handler.getByRole("region", { name: "验收通过，销号" }), { 验收意见: "合格" });
  await expect(handler.locator("main")).toContainText("责任人和申请验收的人不能自己验收");
  await expect(handler.locator(".status")).toHaveText("待验收");

  const lead = await office.page("lead");
  await toRisk(lead, number);
  await take(lead, "验收不通过", { 哪里不合格: "记录缺两天" });
  await handler.reload();
  await take(handler, "申请验收", { 整改结果: "记录已补齐" });
  await lead.reload();
  await take(lead, "验收通过，销号", { 验收意见: "记录完整" });
  await expect(lead.locator(".status")).toHaveText("已销号");

  await toRisks(lead);
  await expect(lead.getByRole("link", { name: number }), "what has ended is not on the list").toHaveCount(0);
  await lead.getByLabel("状态").selectOption({ label: "已销号" });
  await lead.getByRole("button", { name: "筛选" }).click();
  await lead.getByRole("link", { name: number }).click();
  await take(lead, "重新列入", { 完成日期: dayFromNow(10), 理由: "复查又发现没有记录" });
  await expect(lead.locator(".status")).toHaveText("整改中");
  await lead.close();
  await handler.close();
});

test("one risk becomes a task for every township that was chosen", async () => {
  const lead = await office.page("lead");
  const number = await listed(lead);
  await lead.getByRole("link", { name: "举一反三派任务" }).click();
  await expect(lead.getByLabel("来源编号")).toHaveValue(number);
  await send(mainForm(lead), { 查什么: "查冷藏药品的温度记录", 查看哪类单位: "药店", 爱华镇: "✓", 漫湾镇: "✓", 完成日期: dayFromNow(20) });
  await expect(lead.getByRole("status")).toContainText("任务已经派出");
  const tasks = lead.getByRole("row").filter({ hasText: `来自 ${number}` });
  await expect(tasks).toHaveCount(2);
  await expect(tasks.filter({ hasText: "漫湾" })).toHaveCount(1);
  await lead.close();

  const leader = await office.page("leader");
  await toRisks(leader);
  await leader.getByRole("link", { name: "任务", exact: true }).click();
  await leader.getByRole("row").filter({ hasText: number }).first().getByRole("link").click();
  await take(leader, "完成", { 查看了几家: "6", 结果: "5 家有记录，1 家已责令改正" });
  await expect(leader.locator(".status")).toHaveText("已完成");
  await leader.close();
});

test("what a meeting decided is a task afterwards", async () => {
  const lead = await office.page("lead");
  const number = await listed(lead);
  await toRisks(lead);
  await lead.getByRole("link", { name: "风险会商" }).click();
  await lead.getByRole("link", { name: "记会商纪要" }).click();
  const minutes = { 会商日期: dayFromNow(0), 参加部门: "市场监管、卫健", 议题的风险编号: number, 会商情况: "通报近期情况" };
  await send(mainForm(lead), { ...minutes, 议定事项: "查阴凉柜，没有的单位，明天" });
  await expect(lead.getByRole("alert")).toContainText("第 1 行");
  await expect(lead.getByLabel("会商情况"), "nothing typed is lost").toHaveValue("通报近期情况");
  await send(mainForm(lead), { 议定事项: `查阴凉柜，药械股，${dayFromNow(30)}` });
  await expect(lead.getByRole("link", { name: `风险 ${number}` })).toBeVisible();
  await lead.close();

  const leader = await office.page("leader");
  await toRisks(leader);
  await leader.getByRole("link", { name: "任务", exact: true }).click();
  await expect(leader.getByRole("row").filter({ hasText: `来自 ${dayFromNow(0)} 风险会商` })).toContainText("药械股");
  await leader.close();
});

/** Found, and put on the list with measures and a day. */
async function listed(page: Page): Promise<string> {
  await toRisks(page);
  await page.getByRole("link", { name: "列入风险" }).click();
  await send(mainForm(page), { ...FOUND, 整改措施: "补记录，装温度计", 完成日期: dayFromNow(14) });
  return numberOn(page);
}

async function toRisks(page: Page): Promise<void> {
  await page.goto(portal.url("desk"));
  await page.getByRole("navigation", { name: "办件台" }).getByRole("link", { name: "风险清单" }).click();
}

async function toRisk(page: Page, number: string): Promise<void> {
  await toRisks(page);
  await page.getByRole("link", { name: number }).click();
}
