// Every page of the desk there is, and how to come to it with something on it.
import { expect, type Page } from "@playwright/test";
import type { Mode } from "../harness/comfort.ts";
import type { Portal } from "../harness/portal.ts";
import { type Caseload, MEDIATION } from "./caseload.ts";
import { jpeg } from "../photos/photo.mjs";
import { silence } from "../photos/silence.mjs";
import { signIn } from "./desk.ts";
import { begin, preview } from "./letters.ts";
import { ask, HOUSE } from "./collect.ts";
import { tell } from "./reaction.ts";
import { mainForm, send } from "./panel.ts";
import { BRIGADE, type Post } from "./staff.ts";

/** The portal's address, and what there is to look at. */
export interface Desk {
  portal: Portal;
  made: Caseload;
}

type Path = string | ((made: Caseload) => string);

export interface Kind {
  name: string;
  by: Post;
  open: (page: Page, desk: Desk) => Promise<unknown>;
  /** Words without which the page would prove nothing. */
  shows?: string | RegExp;
  /** The type the page is always drawn in, whatever the reader chose; otherwise it is judged in both. */
  mode?: Mode;
}

const go = (page: Page, desk: Desk, path: Path) => page.goto(desk.portal.url(typeof path === "string" ? path : path(desk.made)));

const at = (name: string, by: Post, path: Path, shows?: string | RegExp): Kind => ({ name, by, open: (page, desk) => go(page, desk, path), shows });

/** The page's own form sent empty: what was typed comes back with what is wrong. */
const refused = (name: string, by: Post, path: Path, press?: string): Kind => ({
  name: `${name} (422)`,
  by,
  open: async (page, desk) => {
    await go(page, desk, path);
    await send(mainForm(page), {}, press);
    await expect(page.getByRole("alert")).toBeVisible();
  },
});

const matter = (number: (made: Caseload) => string, rest = "") => (made: Caseload) => `desk/matter/${number(made)}${rest}`;

export const DESK_PAGES: Kind[] = [
  at("inbox", "clerk", "desk", "待办"),
  at("inbox without a hit", "clerk", "desk?q=zzzz", "没有符合条件"),
  at("complaint", "clerk", matter((made) => made.complaint), "已封存"),
  at("tip", "clerk", matter((made) => made.named), "已封存"),
  at("tip, as the leader sees it", "leader", matter((made) => made.rewarded), "督办、提级"),
  at("tip, as its handler sees it", "handler", matter((made) => made.rewarded), "下一步"),
  { name: "complaint whose step was refused (422)", by: "clerk", open: refusedStep },
  { name: "several at once", by: "clerk", open: several, shows: "做好" },
  at("leave", "handler", "desk/leave", "请假代理"),
  refused("leave", "handler", "desk/leave", "请他代理"),
  at("packet", "clerk", matter((made) => made.named, "/packet")),
  at("packet for paper", "clerk", matter((made) => made.named, "/packet/print")),
  refused("12315's number", "clerk", matter((made) => made.named, "/packet"), "已录入12315"),
  at("batch", "clerk", "desk/batch"),
  at("stuck list", "clerk", "desk/stuck", "再送一次"),
  { name: "sign-in of a newcomer", by: "clerk", open: newcomer, shows: "先换一个自己的密码" },
  { name: "sign-in after a lapsed session", by: "clerk", open: lapsed, shows: "登录" },
  { name: "what was typed when the session lapsed", by: "clerk", open: kept, shows: "涉嫌销售假药" },
  at("account", "clerk", "desk/account"),
  refused("account", "clerk", "desk/account", "绑定"),
  at("welcome of an administrator", "admin", "desk", "您好"),
  at("what is due", "clerk", "desk/due", /YX-/),
  at("what is due in a list without a hit", "clerk", "desk/due?pick=overdue", "没有符合条件"),
  at("what is due to one unit", "lead", "desk/due", /YX-/),
  at("reminders", "clerk", "desk/reminders", /YX-/),
  at("nothing to remind of", "auditor", "desk/reminders"),
  at("numbers", "leader", "desk/overview", "按乡镇"),
  at("numbers of one unit", "lead", "desk/overview?from=2026-01-01&to=2026-12-31", "按承办单位"),
  at("numbers of a time without matters", "leader", "desk/overview?from=2019-01-01&to=2019-01-31"),
  at("days that end before they begin", "leader", "desk/overview?from=2026-12-01&to=2026-01-01", "不能早于"),
  at("matters behind a number", "leader", "desk/overview/list?what=open", /YX-/),
  at("the sheet of numbers", "leader", "desk/overview/sheet", "投诉举报办理情况"),
  at("quality", "leader", "desk/quality", "未录入12315"),
  at("pictures", "leader", "desk/pictures", "上传一张图片"),
  { name: "pictures (422)", by: "leader", open: unworded },
  { name: "picture", by: "leader", open: picture, shows: "居民看到的样子" },
  at("questions", "handler", "desk/questions", "等答复"),
  { name: "a question", by: "handler", open: question, shows: "写给咨询人的话" },
  { name: "a question (422)", by: "handler", open: misanswered, shows: "断言药的真假" },
  { name: "a question answered", by: "handler", open: answered, shows: "公开这条问答" },
  { name: "a question to be published", by: "handler", open: proposed, shows: "等核对后公开" },
  at("how texts are read", "leader", "desk/readers", "阅读情况"),
  at("columns and menu", "leader", "desk/news/columns", "首页上面的大按钮"),
  at("columns and menu, to look at", "lead", "desk/news/columns", "您的岗位只能看"),
  at("what is in a column", "leader", "desk/news/columns/1", "移到别的栏目"),
  at("column", "leader", "desk/news/columns/1/edit", "整类收"),
  refused("new column", "leader", "desk/news/columns/new"),
  at("entry of the menu", "leader", "desk/news/columns/menu/0", "通到哪里"),
  at("what comes first in searches", "leader", "desk/news/bets", "随内容带来"),
  at("what comes first in searches, to look at", "lead", "desk/news/bets", "您的岗位只能看"),
  at("words and what comes first for them", "leader", "desk/news/bets/0", "排在最前面的"),
  refused("new words and what comes first for them", "leader", "desk/news/bets/new"),
  at("board", "leader", "desk/board", "检查指标"),
  { name: "board after a look", by: "leader", open: looked, shows: "每月报典型案例" },
  at("search by phone", "clerk", "desk/phone"),
  { name: "found by phone", by: "clerk", open: byPhone, shows: "查到的事项" },
  refused("search by phone", "clerk", "desk/phone"),
  at("custody, asked", "clerk", matter((made) => made.complaint, "/custody"), "申请查看"),
  at("custody, to be granted", "lead", matter((made) => made.complaint, "/custody"), "同意"),
  at("custody, to ask", "clerk", matter((made) => made.named, "/custody"), "申请查看"),
  refused("custody", "clerk", matter((made) => made.named, "/custody"), "申请查看"),
  at("letters", "clerk", matter((made) => made.complaint, "/letters"), "已签发的文书"),
  { name: "letter form", by: "clerk", open: letterForm, shows: "争议内容" },
  { name: "letter form (422)", by: "clerk", open: refusedLetter },
  { name: "letter before it is issued", by: "clerk", open: previewed, shows: "还没有签发" },
  at("letter with a sealed identity", "clerk", (made) => made.letter.sealed, "填入身份信息"),
  { name: "letter with a sealed identity (422)", by: "clerk", open: unreasoned },
  at("letter", "clerk", (made) => made.letter.respondent, "打印版"),
  at("letter for paper", "clerk", (made) => `${made.letter.respondent}/print`, "打到A4纸上"),
  at("register for paper", "clerk", (made) => `${made.letter.sealed}/print`, "打到A4纸上"),
  at("letter without a font to draw it with", "clerk", (made) => `${made.letter.respondent}/pdf`, "服务器上没有中文字体"),
  at("transfers", "clerk", "desk/transfers", /YS-/),
  at("transfers without a hit", "clerk", "desk/transfers?state=ended", "没有符合条件"),
  at("new transfer", "clerk", "desk/transfers/new"),
  refused("new transfer", "clerk", "desk/transfers/new"),
  at("case handed to us", "clerk", "desk/transfers/received"),
  refused("case handed to us", "clerk", "desk/transfers/received"),
  at("transfer", "clerk", (made) => `desk/transfers/${made.transfer}`, "涉案物品"),
  { name: "transfer (422)", by: "clerk", open: unfinishedStep },
  at("transfer to be approved", "leader", (made) => `desk/transfers/${made.reported}`, "批准移送"),
  at("transfer's letter", "clerk", (made) => `desk/transfers/${made.transfer}/letter`, "移送书"),
  at("transfer's goods", "clerk", (made) => `desk/transfers/${made.transfer}/goods`, "示例口服液"),
  at("risks", "lead", "desk/risks", /FX-/),
  at("new risk", "lead", "desk/risks/new"),
  refused("new risk", "lead", "desk/risks/new"),
  at("risk", "lead", (made) => `desk/risks/${made.risk.open}`, "整改情况"),
  at("risk to be accepted", "leader", (made) => `desk/risks/${made.risk.asked}`, "验收通过"),
  at("tasks", "lead", "desk/tasks", /RW-/),
  at("new tasks", "lead", (made) => `desk/risks/spread?origin=${made.risk.open}`, "爱华镇"),
  refused("new tasks", "lead", "desk/risks/spread"),
  at("task", "leader", (made) => `desk/tasks/${made.task}`, "查看了几家"),
  { name: "reactions", by: "clerk", open: reactions, shows: "急：住院" },
  at("reactions nobody has to look at", "lead", "desk/reactions?page=99", "没有等着处理"),
  { name: "reaction", by: "clerk", open: async (page, desk) => void (await reaction(page, desk)), shows: "申请查看" },
  { name: "reaction (422)", by: "clerk", open: reactionRefused, shows: "请写明查看事由" },
  { name: "reaction somebody wants to look at", by: "lead", open: reactionAsked, shows: "同意查看" },
  { name: "reaction that may be looked at", by: "clerk", open: reactionGranted, shows: "打开填报底稿" },
  { name: "reaction in the national form's order", by: "clerk", open: reactionSheet, shows: "还缺这些" },
  at("officers by township", "leader", "desk/field", "爱华镇"),
  at("officers by township, as a coordinator sees them", "coordinator", "desk/field", "没有信息员的村"),
  at("officers", "coordinator", "desk/officers", "登记信息员"),
  at("new officer", "coordinator", "desk/officers/new", "负责的村"),
  refused("new officer", "coordinator", "desk/officers/new"),
  { name: "officer", by: "coordinator", open: officer, shows: "出绑定码" },
  { name: "code for an officer's phone", by: "coordinator", open: officerCode, shows: "只显示这一次" },
  at("officers' records", "coordinator", "desk/field/records", "没有符合条件"),
  at("errands of officers", "coordinator", "desk/field/errands"),
  at("new errand", "coordinator", "desk/field/errands/new"),
  refused("new errand", "coordinator", "desk/field/errands/new"),
  { name: "what is to be collected", by: "coordinator", open: collects, shows: /YX-SM-/ },
  at("what was collected", "coordinator", "desk/field/collects?show=ended"),
  { name: "something to be collected", by: "coordinator", open: collect, shows: "不用上门了" },
  { name: "something to be collected (422)", by: "coordinator", open: collectRefused, shows: "请写明查看事由" },
  { name: "whom to call about it", by: "coordinator", open: door, shows: HOUSE },
  at("officers' month", "leader", "desk/field/month", "合计"),
  at("officers' merits", "coordinator", "desk/field/merits", "不是钱"),
  at("officers' month for paper", "leader", "desk/field/month/sheet", "一、巡查和上报"),
  at("outlets", "coordinator", "desk/field/outlets", "从表格导入"),
  at("new outlet", "coordinator", "desk/field/outlets/new"),
  refused("new outlet", "coordinator", "desk/field/outlets/new"),
  at("points of take-back", "coordinator", "desk/field/points", "登记回收点"),
  at("new point of take-back", "coordinator", "desk/field/points/new", "星期几收"),
  refused("new point of take-back", "coordinator", "desk/field/points/new"),
  { name: "point of take-back", by: "coordinator", open: takeBackPoint, shows: "改回收点" },
  at("posters", "coordinator", "desk/field/posters", "一个村一张"),
  at("poster of a village", "coordinator", "desk/field/posters/530922101201", "扫码告诉我们"),
  at("minutes", "lead", "desk/minutes", /HS-/),
  at("new minutes", "lead", "desk/minutes/new"),
  refused("new minutes", "lead", "desk/minutes/new"),
  at("minutes of one meeting", "lead", (made) => `desk/minutes/${made.minutes}`, "议定事项"),
  at("rewards", "lead", "desk/rewards", /JL-/),
  at("reward", "lead", (made) => `desk/rewards/${made.reward}`, "告诉举报人"),
  at("supervision", "lead", "desk/supervision", "挂牌督办"),
  at("supervision of who set it", "leader", "desk/supervision", "解除督办"),
  { name: "supervision (422)", by: "leader", open: unfinishedOrder },
  at("newsroom", "lead", "desk/news", "共"),
  at("newsroom without a hit", "lead", "desk/news?words=zzzz", "没有符合条件"),
  at("new article", "handler", "desk/news/new/article", "一句话结论"),
  at("new case", "handler", "desk/news/new/disclosure", "处罚决定日期"),
  at("new alert", "handler", "desk/news/new/alert", "原文网址"),
  refused("new notice", "handler", "desk/news/new/notice", "保存"),
  { name: "item", by: "leader", open: (page, desk) => item(page, desk, ""), shows: "三审三校" },
  { name: "item's history", by: "leader", open: (page, desk) => item(page, desk, "/history"), shows: "网上是这一稿" },
  { name: "item's texts compared", by: "leader", open: (page, desk) => item(page, desk, "/diff/2/2"), shows: "两稿一样" },
  { name: "item on a phone", by: "leader", open: (page, desk) => item(page, desk, "/preview?as=phone"), shows: "发布：", mode: "normal" },
  { name: "item in large type", by: "leader", open: (page, desk) => item(page, desk, "/preview?as=large"), shows: "发布：", mode: "large" },
  { name: "item on paper", by: "leader", open: (page, desk) => item(page, desk, "/preview?as=print"), shows: "发布：", mode: "normal" },
  { name: "item passed on", by: "leader", open: (page, desk) => item(page, desk, "/preview?as=card"), shows: "转发卡片" },
  { name: "recordings of an article", by: "leader", open: recordings, shows: "请另一位同事来听" },
  { name: "recordings of an article (422)", by: "leader", open: unrecorded, shows: "请选一个录音文件" },
  { name: "recordings of an article, to look at", by: "auditor", open: (page, desk) => item(page, desk, "/listen"), shows: "居民在文章里按一下就能听" },
  at("recordings of forms", "leader", "desk/news/forms", "填表的录音"),
  { name: "recordings of a form", by: "leader", open: formRecordings, shows: "照着念" },
  { name: "recordings of a form (422)", by: "leader", open: unrecordedForm, shows: "请选一个录音文件" },
  at("audit trail", "auditor", "desk/audit", "只增不改"),
  at("audit trail, checked", "auditor", "desk/audit?check=1", "核对"),
  at("audit trail without a hit", "auditor", "desk/audit?subject=zzzz", "没有符合条件"),
  at("404", "clerk", "desk/matter/YX-1999-000001", "没有"),
  at("forbidden", "editor", "desk/due", "不能"),
];

/** An article with everything there is in one (danger, steps, words to unfold), or a view of it. */
async function item(page: Page, desk: Desk, view: string): Promise<void> {
  await page.goto(desk.portal.url("desk/news?kind=article&words=草乌"));
  const link = await page.locator("main table a").first().getAttribute("href");
  await page.goto(new URL(`${link}${view}`, desk.portal.url()).href);
}

/** With one that is there, whoever put it there. */
async function recordings(page: Page, desk: Desk): Promise<void> {
  await item(page, desk, "/listen");
  await page.getByLabel("录音文件").setInputFiles({ name: "x.mp3", mimeType: "audio/mpeg", buffer: silence(20) });
  await page.getByRole("button", { name: "上传" }).click();
}

async function unrecorded(page: Page, desk: Desk): Promise<void> {
  await item(page, desk, "/listen");
  await page.getByRole("button", { name: "上传" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function formRecordings(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(portal.url("desk/news/forms/officer-help"));
  await page.getByLabel("录音文件").setInputFiles({ name: "x.mp3", mimeType: "audio/mpeg", buffer: silence(20) });
  await page.getByRole("button", { name: "上传" }).click();
}

async function unrecordedForm(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(portal.url("desk/news/forms/officer-help"));
  await page.getByRole("button", { name: "上传" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

/** What a debug build works on for seconds before it answers, and longer beside another test. */
const AT_LENGTH = { timeout: 60_000 };

/** A picture without a word about it is not taken in. */
async function unworded(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(portal.url("desk/pictures"));
  await page.getByText("上传一张图片").click();
  await page.getByRole("button", { name: "上传" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function picture(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(portal.url("desk/pictures"));
  await page.getByText("上传一张图片").click();
  await page.getByLabel("图片文件").setInputFiles({ name: "box.jpg", mimeType: "image/jpeg", buffer: jpeg("a box") });
  await page.getByLabel("文字说明").fill("药盒背面，有效期印在左下角");
  await page.getByRole("textbox", { name: "来源", exact: true }).fill("本局药械股");
  await page.getByRole("button", { name: "上传" }).click(AT_LENGTH);
  await page.waitForURL(/desk\/pictures\/[0-9a-f-]{36}/);
}

async function looked(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(portal.url("desk/board"));
  await page.getByRole("button", { name: "现在查一遍" }).click(AT_LENGTH);
  await expect(page.getByRole("status")).toBeVisible();
}

async function byPhone(page: Page, desk: Desk): Promise<void> {
  await page.goto(`${desk.portal.url()}desk/phone`);
  await send(mainForm(page), { 对方留的电话: "13800138000", 查找事由: "对方来电问进度" });
}

async function letterForm(page: Page, desk: Desk): Promise<void> {
  await page.goto(`${desk.portal.url()}desk/matter/${desk.made.complaint}/letters`);
  await begin(page, MEDIATION);
}

async function refusedLetter(page: Page, desk: Desk): Promise<void> {
  await letterForm(page, desk);
  await page.getByRole("button", { name: "预览" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function previewed(page: Page, desk: Desk): Promise<void> {
  await page.goto(`${desk.portal.url()}desk/matter/${desk.made.complaint}/letters`);
  await preview(page, MEDIATION);
}

async function unreasoned(page: Page, desk: Desk): Promise<void> {
  await page.goto(`${desk.portal.url()}${desk.made.letter.sealed}`);
  await page.getByRole("button", { name: "填入身份信息，打印" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function unfinishedStep(page: Page, desk: Desk): Promise<void> {
  await page.goto(`${desk.portal.url()}desk/transfers/${desk.made.transfer}`);
  await send(page.getByRole("region", { name: "报负责人审批" }), { 专案组成员: "张三" });
  await expect(page.getByRole("alert")).toBeVisible();
}

async function unfinishedOrder(page: Page, desk: Desk): Promise<void> {
  await page.goto(`${desk.portal.url()}desk/supervision`);
  await send(page.getByRole("region", { name: "督办", exact: true }), { 督办要求: "十日内查清" });
  await expect(page.getByRole("alert")).toBeVisible();
}

/** Signs in with the password an administrator gave. */
async function newcomer(page: Page, { portal }: Desk): Promise<void> {
  const login = `xinren${Date.now()}`;
  const words = await portal.tell("user", "add", "--login", login, "--name", "示例新人", "--role", "handler", "--unit", BRIGADE);
  await page.context().clearCookies({ name: "yaoan-desk-yunxian" });
  await signIn(page, portal.url(), login, /一次性密码：(\S+)/.exec(words)?.[1]);
}

/** Somebody's session ends while they write. */
async function lapsed(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(`${portal.url()}desk/transfers/new`);
  await page.context().clearCookies({ name: "yaoan-desk-yunxian" });
  await send(mainForm(page), { 案由: "涉嫌销售假药" });
  await expect(page.getByRole("button", { name: "登录" })).toBeVisible();
}

async function kept(page: Page, desk: Desk): Promise<void> {
  await lapsed(page, desk);
  await page.getByLabel("账号", { exact: true }).fill("clerk");
  await page.getByLabel("密码", { exact: true }).fill("yanshi-clerk");
  await page.getByRole("button", { name: "登录" }).click();
}

async function refusedStep(page: Page, { portal, made }: Desk): Promise<void> {
  await page.goto(portal.url(`desk/matter/${made.complaint}`));
  const form = page.locator('form[action$="/step/note"]');
  await page.locator("details.step").filter({ has: form }).locator("summary").click();
  await form.getByRole("button").click();
  await expect(page.getByRole("alert")).toBeVisible();
}

/** One that can be given to that unit, and one that it has already. */
async function several(page: Page, { portal, made }: Desk): Promise<void> {
  await page.goto(portal.url("desk"));
  for (const number of [made.linked, made.rewarded]) await page.getByRole("row").filter({ hasText: number }).getByRole("checkbox").check();
  await page.getByLabel("选中的分送到").selectOption(BRIGADE);
  await page.getByRole("button", { name: "分送选中的" }).click();
}

/** An officer of one village, enrolled by the coordinator. */
async function officer(page: Page, desk: Desk): Promise<void> {
  await go(page, desk, "desk/officers");
  const known = page.getByRole("link", { name: "示例信息员" });
  if (await known.count()) return known.first().click();
  await go(page, desk, "desk/officers/new");
  await page.getByLabel("姓名").fill("示例信息员");
  await page.getByLabel("手机号").fill("13900000001");
  await page.getByLabel(/永胜村/).check();
  await page.getByRole("button", { name: "登记" }).click();
}

async function officerCode(page: Page, desk: Desk): Promise<void> {
  await officer(page, desk);
  await page.getByRole("button", { name: "出绑定码" }).click();
}

/** A point of one village, kept by the coordinator. */
async function takeBackPoint(page: Page, desk: Desk): Promise<void> {
  await go(page, desk, "desk/field/points");
  const known = page.getByRole("link", { name: "示例回收点" });
  if (await known.count()) return known.first().click();
  await go(page, desk, "desk/field/points/new");
  await page.getByLabel("名称").fill("示例回收点");
  await page.getByLabel("在哪里").selectOption("530922101201");
  await page.getByLabel("地址").fill("新街路口1号");
  await page.getByLabel("谁收").fill("值班医生");
  await page.getByLabel("电话").fill("13900000002");
  await page.getByLabel("周一").check();
  await page.getByLabel("几点到几点").fill("8:30-11:30");
  await page.getByRole("button", { name: "登记" }).click();
  await page.getByRole("link", { name: "示例回收点" }).first().click();
}

async function collects(page: Page, desk: Desk): Promise<void> {
  await ask(page, desk.portal.url());
  await go(page, desk, "desk/field/collects");
}

async function collect(page: Page, desk: Desk): Promise<void> {
  await collects(page, desk);
  await page.getByRole("link", { name: /^YX-SM-/ }).first().click();
}

async function collectRefused(page: Page, desk: Desk): Promise<void> {
  await collect(page, desk);
  await page.getByRole("button", { name: "查看", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function door(page: Page, desk: Desk): Promise<void> {
  await collect(page, desk);
  await page.getByLabel("查看事由").fill("和村民约时间");
  await page.getByRole("button", { name: "查看", exact: true }).click();
}

async function reactions(page: Page, desk: Desk): Promise<void> {
  await tell(desk.portal.url());
  await go(page, desk, "desk/reactions");
}

async function reaction(page: Page, desk: Desk): Promise<string> {
  const path = `desk/reactions/${await tell(desk.portal.url())}`;
  await go(page, desk, path);
  return path;
}

async function reactionRefused(page: Page, desk: Desk): Promise<void> {
  await reaction(page, desk);
  await page.getByRole("button", { name: "申请", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

/** This bureau lets nobody look alone: a clerk asks. */
async function reactionAsked(page: Page, desk: Desk): Promise<void> {
  const path = `desk/reactions/${await tell(desk.portal.url())}`;
  await beside(page, desk, "clerk", path, askToLook);
  await go(page, desk, path);
}

async function reactionGranted(page: Page, desk: Desk): Promise<void> {
  const path = await reaction(page, desk);
  await askToLook(page);
  await beside(page, desk, "lead", path, (lead) => lead.getByRole("button", { name: "同意", exact: true }).click());
  await go(page, desk, path);
}

async function reactionSheet(page: Page, desk: Desk): Promise<void> {
  await reactionGranted(page, desk);
  await page.getByLabel("事由").fill("整理后交监测机构");
  await page.getByRole("button", { name: "打开", exact: true }).click();
}

async function askToLook(page: Page): Promise<void> {
  await page.getByLabel("事由").fill("整理后交监测机构");
  await page.getByRole("button", { name: "申请", exact: true }).click();
  await expect(page.getByText("已经记下。")).toBeVisible();
}

/** What somebody else does meanwhile, in a browser of their own. */
async function beside(page: Page, desk: Desk, login: Post, path: string, act: (other: Page) => Promise<void>): Promise<void> {
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: false });
  const other = await context.newPage();
  await signIn(other, desk.portal.url(), login);
  await other.goto(desk.portal.url(path));
  await act(other);
  await context.close();
}

/** Somebody asks, and allows that everybody reads it. */
async function question(page: Page, { portal }: Desk): Promise<void> {
  await page.goto(portal.url("ask"));
  await page.getByLabel("您想问什么？").fill("降压药漏吃一次怎么办？");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("同意公开问题和答复").click();
  await page.getByRole("button", { name: "还是要问" }).click();
  await expect(page.getByRole("heading", { name: "问题收到了" })).toBeVisible();
  await page.goto(portal.url("desk/questions"));
  await page.getByRole("link", { name: "降压药漏吃一次怎么办？" }).first().click();
}

async function misanswered(page: Page, desk: Desk): Promise<void> {
  await question(page, desk);
  await page.getByLabel("写给咨询人的话").fill("这是假药。");
  await page.getByRole("button", { name: "发出答复" }).click();
}

async function answered(page: Page, desk: Desk): Promise<void> {
  await question(page, desk);
  await page.getByLabel("写给咨询人的话").fill("先看说明书，再问给您看病的医生。");
  await page.getByRole("button", { name: "发出答复" }).click();
}

/** Words somebody wrote for everybody, which a colleague is to read. */
async function proposed(page: Page, desk: Desk): Promise<void> {
  await answered(page, desk);
  await page.getByRole("button", { name: "请同事核对" }).click();
}
