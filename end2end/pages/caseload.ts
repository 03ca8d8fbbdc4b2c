// A bureau's desk with something on every page: made through its own forms, by those whose work it is.
import { expect, type Page } from "@playwright/test";
import { dispatch, openMatter, step } from "./desk.ts";
import { dayFromNow } from "./day.ts";
import { issue, type LetterTo, openLetters } from "./letters.ts";
import { mainForm, numberOn, send, take } from "./panel.ts";
import { both, namedTip, tip } from "./reports.ts";
import { sendAndRead } from "./sender.ts";
import { BRIGADE, type Office } from "./staff.ts";

export const MEDIATION: LetterTo = {
  title: "投诉调解通知书",
  copy: "被投诉人",
  typed: { 争议内容: "购买的胶囊已过有效期，要求退货退款", 调解时间: `${dayFromNow(5)}T09:30` },
};

/** What the pages are about; numbers unless said otherwise. */
export interface Caseload {
  complaint: string;
  /** The other half of the complaint. */
  linked: string;
  named: string;
  rewarded: string;
  /** Query code of the complaint. */
  code: string;
  /** Paths of letters inside the site. */
  letter: { sealed: string; respondent: string };
  transfer: string;
  reported: string;
  risk: { open: string; asked: string };
  task: string;
  minutes: string;
  reward: string;
}

export async function makeCaseload(office: Office, url: string): Promise<Caseload> {
  const first = await sendAndRead(url, both());
  const [named] = (await sendAndRead(url, namedTip())).numbers;
  const [rewarded] = (await sendAndRead(url, tip({ reward: true }))).numbers;
  const [complaint, linked] = first.numbers;
  const clerk = await office.page("clerk");
  for (const number of [complaint, rewarded, named]) {
    await openMatter(clerk, url, number);
    await dispatch(clerk, BRIGADE);
  }
  // Only what is being verified may go to the police.
  await step(clerk, "verify");
  await openMatter(clerk, url, complaint);
  await step(clerk, "accept", { text: { 联系人和电话: "王某 0883-3211423" } });
  await askToLook(clerk, url, complaint);
  const [lead, leader] = [await office.page("lead"), await office.page("leader")];
  const caseload = {
    complaint,
    linked,
    named,
    rewarded,
    code: first.code,
    letter: { sealed: await letter(clerk, url, complaint, { title: "投诉登记表" }), respondent: await letter(clerk, url, complaint, MEDIATION) },
    transfer: await transferOf(clerk, url, named),
    reported: await reportedTransfer(clerk, url),
    risk: { open: await risk(lead, url, "示例诊所"), asked: await askedRisk(lead, url) },
    minutes: await minutes(lead, url),
    task: "",
    reward: await qualified(lead, url),
  };
  caseload.task = await spread(lead, url, caseload.risk.open);
  await supervise(leader, lead, url, complaint);
  for (const page of [clerk, lead, leader]) await page.close();
  return caseload;
}

async function askToLook(clerk: Page, url: string, number: string): Promise<void> {
  await clerk.goto(`${url}desk/matter/${number}/custody`);
  await send(mainForm(clerk), { 查看事由: "联系核实购买经过" });
  await expect(clerk.getByText("申请查看：联系核实购买经过")).toBeVisible();
}

async function letter(clerk: Page, url: string, number: string, what: LetterTo): Promise<string> {
  await openMatter(clerk, url, number);
  await openLetters(clerk);
  await issue(clerk, what);
  return new URL(clerk.url()).pathname.slice(1);
}

/** Goods and papers are listed; nobody was asked yet. */
async function transferOf(clerk: Page, url: string, matter: string): Promise<string> {
  const number = await newTransfer(clerk, url, { 投诉举报编号: matter });
  await take(clerk, "涉案物品清单", { 清单: "示例胶囊，12，盒，20250101，货架上\n示例口服液，3，瓶" });
  await take(clerk, "附送材料", { 调查报告: "✓" });
  return number;
}

async function reportedTransfer(clerk: Page, url: string): Promise<string> {
  const number = await newTransfer(clerk, url, { 发现的地方: "爱华镇" });
  await take(clerk, "报负责人审批", { 专案组成员: "张三、李四", 涉嫌罪名: "销售假药罪", 报告要点: "货值较大，来源不明" });
  return number;
}

async function newTransfer(clerk: Page, url: string, where: Record<string, string>): Promise<string> {
  await clerk.goto(`${url}desk/transfers/new`);
  const facts = { 移送给: "公安机关", 案由: "涉嫌销售假药", 基本情况: "在店内查获来源不明的胶囊。", 依据: "行政执法机关移送涉嫌犯罪案件的规定第三条" };
  await send(mainForm(clerk), { ...facts, ...where });
  return numberOn(clerk);
}

async function risk(lead: Page, url: string, object: string): Promise<string> {
  await lead.goto(`${url}desk/risks/new`);
  await send(mainForm(lead), {
    来源: "监督检查",
    对象: object,
    等级: "高",
    风险情况: "冷藏药品没有温度记录",
    地点: "爱华镇",
    责任领导: "示例局领导",
    整改措施: "补记录，装温度计",
    完成日期: dayFromNow(2),
  });
  return numberOn(lead);
}

async function askedRisk(lead: Page, url: string): Promise<string> {
  const number = await risk(lead, url, "示例大药房");
  await take(lead, "整改情况", { 做了什么: "已装温度计" });
  await take(lead, "佐证材料", { 材料: "温度记录表一份" });
  await take(lead, "申请验收", { 整改结果: "已经整改" });
  return number;
}

async function spread(lead: Page, url: string, origin: string): Promise<string> {
  await lead.goto(`${url}desk/risks/spread?origin=${origin}`);
  await send(mainForm(lead), { 查什么: "查冷藏药品的温度记录", 查看哪类单位: "诊所", 爱华镇: "✓", 完成日期: dayFromNow(20) });
  await lead.getByRole("link", { name: /^RW-/ }).first().click();
  return numberOn(lead);
}

async function minutes(lead: Page, url: string): Promise<string> {
  await lead.goto(`${url}desk/minutes/new`);
  const decisions = `查阴凉柜，药械股，${dayFromNow(30)}`;
  await send(mainForm(lead), { 会商日期: dayFromNow(0), 参加部门: "市场监管、卫健", 会商情况: "通报近期情况", 议定事项: decisions });
  return numberOn(lead);
}

async function qualified(lead: Page, url: string): Promise<string> {
  await lead.goto(`${url}desk/rewards`);
  await lead.getByRole("link", { name: /^JL-/ }).click();
  await take(lead, "案件符合奖励条件", { "处罚决定书、判决书文号": "云市监罚〔2026〕1号", "罚没款（元）": "200000" });
  return numberOn(lead);
}

async function supervise(leader: Page, lead: Page, url: string, number: string): Promise<void> {
  await leader.goto(`${url}desk/supervision`);
  await take(leader, "督办", { 事项编号: number, 方式: "挂牌督办", 督办要求: "十日内查清", 完成日期: dayFromNow(10) });
  await take(leader, "提级", { 事项编号: number, 由谁办理: "本局执法大队", 理由: "涉及多个乡镇" });
  await lead.goto(`${url}desk/supervision`);
  const item = lead.getByRole("listitem").filter({ hasText: number });
  await item.getByLabel("进展或者说明").fill("已到店检查");
  await item.getByRole("button", { name: "记进展" }).click();
  await expect(lead.getByText("：已到店检查")).toBeVisible();
}
