// Every public page, in normal and large type, light and dark: axe, widths, targets for thumbs.
// Large type in the dark is left out: its colours are those of normal type, where more contrast is asked for.
import { expect, type Page, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { ask } from "./pages/collect.ts";
import { openMatter, settleComplaint, signIn } from "./pages/desk.ts";
import { bringPosts, POST_PAGES } from "./pages/posts.ts";
import type { Receipt } from "./pages/receipt.ts";
import { both, complaint, tip } from "./pages/reports.ts";
import { chooseWord, claim } from "./pages/reward.ts";
import { newKey, receipt, send, sendAndRead } from "./pages/sender.ts";
import { track } from "./pages/tracking.ts";

const WORD = "山茶花开";

let portal: Portal;
/** Of the receipt that is looked at. */
let key: string;
let open: Receipt;
let closed: Receipt;
/** Of two tips: one whose claim code was used, one whose was not. */
let claimed: Receipt;
let unclaimed: Receipt;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  await bringPosts(portal);
  key = newKey();
  await send(portal.url(), { ...both(), reward: true }, key);
  open = await receipt(portal.url(), key);
  closed = await sendAndRead(portal.url(), complaint());
  claimed = await sendAndRead(portal.url(), tip({ reward: true }));
  unclaimed = await sendAndRead(portal.url(), tip({ reward: true }));
  const page = await browser.newPage();
  await chooseWord(page, portal.url(), claimed.claim ?? "", WORD);
  await signIn(page, portal.url());
  await openMatter(page, portal.url(), closed.numbers[0]);
  await settleComplaint(page);
  await page.close();
});
test.afterAll(() => portal?.dispose());

interface Kind {
  name: string;
  open: (page: Page) => Promise<unknown>;
}

const at = (name: string, path: string): Kind => ({ name, open: (page) => page.goto(`${portal.url()}${path}`) });

const PUBLIC: Kind[] = [
  at("home", ""),
  at("article list", "read"),
  at("column", "column/drugs"),
  at("article", "article/expired-medicine"),
  at("article in traditional characters", "article/approval-number-hant"),
  at("article for a loudspeaker", "article/expired-medicine/loudspeaker"),
  at("questions about an article", "quiz/expired-medicine"),
  { name: "questions without answers (422)", open: unansweredQuiz },
  { name: "questions with their answers", open: answeredQuiz },
  at("contest", "contest"),
  at("contest without a township (422)", "contest?town="),
  at("paper of the contest", "contest?town=530922101000"),
  { name: "marked paper", open: markedPaper },
  { name: "certificate", open: certificate },
  at("ask", "ask"),
  { name: "matching articles", open: (page) => matching(page, "降压药漏吃一次怎么办？") },
  { name: "question too short (422)", open: (page) => matching(page, "药") },
  { name: "question received", open: asked },
  { name: "question by its code", open: askedBefore },
  at("published questions", "questions"),
  at("disclosure list", "disclosures"),
  at("disclosure", "disclosure/expired-drugs-on-shelf"),
  at("list of alerts, notices, campaigns and leaflets", "notices"),
  ...Object.entries(POST_PAGES).map(([kind, path]) => at(kind, path)),
  at("search", "search?q=%E5%81%87%E8%8D%AF"),
  at("search without a hit", "search?q=zzzz"),
  at("outlets", "outlets"),
  at("take-back", "take-back"),
  at("ask to collect", "take-back/collect"),
  { name: "ask to collect (422)", open: collectRefused },
  { name: "asked to collect", open: (page) => ask(page, portal.url()) },
  at("open numbers", "numbers"),
  at("what do you want", "report"),
  at("tip form", "report/new?wish=tip"),
  at("complaint form", "report/new?wish=complaint"),
  at("mixed form", "report/new?wish=both"),
  { name: "refused form (422)", open: refusedForm },
  { name: "receipt with a claim code", open: (page) => page.goto(`${portal.url()}report/receipt/${key}`) },
  at("receipt that is gone", `report/receipt/${"0".repeat(32)}`),
  at("track", "track"),
  { name: "wrong code", open: wrongCode },
  { name: "found", open: (page) => track(page, portal.url(), open.code) },
  { name: "found, and closed", open: (page) => track(page, portal.url(), closed.code) },
  { name: "withdraw", open: withdraw },
  { name: "rate", open: rate },
  { name: "rate (422)", open: (page) => unanswered(page, rate, "提交评价") },
  { name: "personal data", open: personalData },
  { name: "personal data (422)", open: (page) => unanswered(page, personalData, "提交申请") },
  at("reaction", "reaction"),
  { name: "reaction (422)", open: reactionRefused },
  { name: "reaction received", open: reactionReceived },
  at("reaction that is not there", `reaction/received/${"0".repeat(32)}`),
  at("texts a phone keeps", "kept"),
  at("claim a reward", "reward"),
  { name: "wrong claim code (422)", open: (page) => claimRefused(page, "2345", WORD) },
  { name: "choose a word", open: (page) => claim(page, portal.url(), unclaimed.claim ?? "", WORD) },
  { name: "word too short (422)", open: (page) => claimRefused(page, unclaimed.claim ?? "", "短") },
  { name: "wrong word", open: (page) => claimRefused(page, claimed.claim ?? "", "别的暗语") },
  { name: "reward", open: (page) => claim(page, portal.url(), claimed.claim ?? "", WORD) },
  at("404", "nowhere"),
];

for (const mode of MODES) {
  for (const colorScheme of mode === "normal" ? (["light", "dark"] as const) : (["light"] as const)) {
    test.describe(`public pages, ${mode} type, ${colorScheme}`, () => {
      test.use({ colorScheme });
      for (const kind of PUBLIC) {
        test(kind.name, async ({ page, context }) => {
          await remember(context, portal.url(), mode);
          await kind.open(page);
          await judge(page);
          if (colorScheme === "light") await fits(page);
          if (colorScheme === "light") await thumbs(page, mode === "large" ? 60 : 48);
        });
      }
    });
  }
}

async function refusedForm(page: Page): Promise<void> {
  await page.goto(`${portal.url()}report/new?wish=tip`);
  // The server's own answer, whatever an island would have said first.
  await page.evaluate(() => (document.querySelector("form[enctype]") as HTMLFormElement).submit());
  await page.waitForURL("**/report/new");
  await expect(page.getByRole("alert")).toBeVisible();
}

async function wrongCode(page: Page): Promise<void> {
  await track(page, portal.url(), "1234567890123456");
  await expect(page.getByRole("alert")).toBeVisible();
}

async function withdraw(page: Page): Promise<void> {
  await track(page, portal.url(), open.code);
  await page.getByRole("button", { name: "撤回这件投诉" }).click();
  await expect(page.getByRole("button", { name: "确定撤回" })).toBeVisible();
}

async function rate(page: Page): Promise<void> {
  await track(page, portal.url(), closed.code);
  await page.getByRole("button", { name: "评价办理情况" }).click();
  await expect(page.getByText("您对办理满意吗？")).toBeVisible();
}

async function personalData(page: Page): Promise<void> {
  await track(page, portal.url(), closed.code);
  await page.getByRole("button", { name: "查阅、更正、删除我的个人信息" }).click();
  await expect(page.getByText("您想做什么？")).toBeVisible();
}

async function unanswered(page: Page, form: (page: Page) => Promise<void>, button: string): Promise<void> {
  await form(page);
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function claimRefused(page: Page, code: string, word: string): Promise<void> {
  await claim(page, portal.url(), code, word);
  await expect(page.getByRole("alert")).toBeVisible();
}

async function unansweredQuiz(page: Page): Promise<void> {
  await page.goto(`${portal.url()}quiz/expired-medicine`);
  await page.getByRole("button", { name: "看答案" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function answeredQuiz(page: Page): Promise<void> {
  await page.goto(`${portal.url()}quiz/expired-medicine`);
  for (const question of await page.locator("main fieldset").all()) {
    await question.locator("label").first().click();
  }
  await page.getByRole("button", { name: "看答案" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^3 题答对 \d 题$/);
}

async function markedPaper(page: Page): Promise<void> {
  await page.goto(`${portal.url()}contest?town=530922101000`);
  for (const question of await page.locator("main fieldset").all()) {
    await question.locator("label").first().click();
  }
  await page.getByRole("button", { name: "交卷" }).click();
  await expect(page.getByText("已为爱华镇记上一份。")).toBeVisible();
}

async function certificate(page: Page): Promise<void> {
  await markedPaper(page);
  await page.getByLabel("想打印一张参赛证明？写上名字").fill("李奶奶");
  await page.getByRole("button", { name: "做一张证明" }).click();
  await expect(page.getByRole("heading", { name: "参赛证明" })).toBeVisible();
}

async function reactionRefused(page: Page): Promise<void> {
  await page.goto(`${portal.url()}reaction`);
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function collectRefused(page: Page): Promise<void> {
  await page.goto(`${portal.url()}take-back/collect`);
  await page.getByRole("button", { name: "请人上门收" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function reactionReceived(page: Page): Promise<void> {
  await page.goto(`${portal.url()}reaction`);
  await page.getByLabel("女", { exact: true }).check();
  await page.getByLabel("多大岁数").fill("61");
  await page.getByLabel("住在哪个乡镇？").selectOption({ index: 1 });
  await page.getByLabel("药品", { exact: true }).check();
  await page.getByLabel("名称").fill("阿莫西林胶囊");
  await page.getByLabel("皮疹、发痒").check();
  await page.getByLabel("我单独同意").check();
  await page.getByRole("button", { name: "提交" }).click();
  await page.waitForURL("**/reaction/received/**");
}

async function matching(page: Page, words: string): Promise<void> {
  await page.goto(`${portal.url()}ask`);
  await page.getByLabel("您想问什么？").fill(words);
  await page.getByRole("button", { name: "下一步" }).click();
}

async function asked(page: Page): Promise<void> {
  await matching(page, "降压药漏吃一次怎么办？");
  await page.getByRole("button", { name: "还是要问" }).click();
  await expect(page.getByRole("heading", { name: "问题收到了" })).toBeVisible();
}

async function askedBefore(page: Page): Promise<void> {
  await asked(page);
  const code = ((await page.locator(".code").textContent()) ?? "").replace(/\D/g, "");
  await page.goto(`${portal.url()}track`);
  await page.getByLabel("查询码").fill(code);
  await page.getByRole("button", { name: "查", exact: true }).click();
  await expect(page.getByText("还没有答复")).toBeVisible();
}
