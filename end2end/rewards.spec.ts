// A reward for a tip: the claim code on the receipt, the word of its holder, grade and decision at the desk.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dispatch, openMatter } from "./pages/desk.ts";
import { fillLongForm, sendButton } from "./pages/long_form.ts";
import { send, take } from "./pages/panel.ts";
import { type Receipt, readReceipt } from "./pages/receipt.ts";
import { tip } from "./pages/reports.ts";
import { chooseWord, claim } from "./pages/reward.ts";
import { BRIGADE, Office } from "./pages/staff.ts";
import { sendSteps } from "./pages/steps.ts";

const WORD = "山茶花开";

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

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: script });

    test("from the wish on the form to the money", async ({ page }) => {
      test.setTimeout(180_000);
      const receipt = await reported(page, script);
      const code = receipt.claim ?? "";
      expect(code.replace(/\s/g, ""), "24 characters, none to be mixed up").toMatch(/^[2-9A-HJKMNP-Z]{24}$/);
      expect(code.replace(/\D/g, ""), "another code than the query code").not.toBe(receipt.code);

      await page.getByRole("link", { name: "凭领奖码定一个领奖暗语" }).click();
      await chooseWord(page, portal.url(), code, WORD);
      await expect(page.locator(".status")).toContainText("还没有结果");
      await claim(page, portal.url(), code, "别的暗语");
      await expect(page.getByRole("alert")).toContainText("领奖码或者暗语不对");

      const lead = await office.page("lead");
      await atReward(lead, receipt.numbers[0]);
      await take(lead, "案件符合奖励条件", { "处罚决定书、判决书文号": "云市监罚〔2026〕1号", "罚没款（元）": "200000" });
      await expect(lead.getByRole("heading", { name: "认定等级" }), "nobody applied yet").toHaveCount(0);
      await take(lead, "告诉举报人", { 怎么告诉的: "在经过里留言，请举报人凭领奖码查看" });

      await claim(page, portal.url(), code, WORD);
      await page.getByRole("button", { name: "申请领奖" }).click();
      await expect(page.getByText("您已经申请领奖")).toBeVisible();

      await lead.reload();
      await take(lead, "认定等级", { 等级: "2 级", 理由: "提供了直接证据" });
      await send(lead.getByRole("region", { name: "批准奖励" }));
      await expect(lead.locator("main"), "who graded does not decide").toContainText("不能自己批准");
      await claim(page, portal.url(), code, WORD);
      await expect(page.locator("main"), "no sum before it is decided").not.toContainText("您可以领取");

      const leader = await office.page("leader");
      await atReward(leader, receipt.numbers[0]);
      await take(leader, "批准奖励");
      await claim(page, portal.url(), code, WORD);
      await expect(page.getByText(/2 级，您可以领取 \d+ 元/)).toBeVisible();
      await expect(page.getByText(/请尽早领取，最晚 \d{4}-\d{2}-\d{2}/)).toBeVisible();
      await take(leader, "已领取", { 领取凭证号: "第1号" });
      await expect(leader.locator("main"), "the ledger knows nobody").not.toContainText("13800138000");
      await leader.close();
      await lead.close();
    });

    test("who did not ask for a reward gets no code", async ({ page }) => {
      await fillOrWalk(page, script, false);
      expect((await readReceipt(page)).claim).toBeUndefined();
    });
  });
}

test("the clerk and the handler have no way to the rewards", async () => {
  for (const post of ["clerk", "handler"] as const) {
    const page = await office.page(post);
    await page.goto(portal.url("desk"));
    await expect(page.getByRole("link", { name: "到期" })).toBeVisible();
    await expect(page.getByRole("link", { name: "举报奖励" })).toHaveCount(0);
    expect((await page.goto(portal.url("desk/rewards")))?.status()).toBe(403);
    await page.close();
  }
});

/** Files a tip with the wish, and the clerk gives it to the unit of the demonstration's lead. */
async function reported(page: Page, script: boolean): Promise<Receipt> {
  await fillOrWalk(page, script, true);
  const receipt = await readReceipt(page);
  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), receipt.numbers[0]);
  await dispatch(clerk, BRIGADE);
  await clerk.close();
  return receipt;
}

async function fillOrWalk(page: Page, script: boolean, reward: boolean): Promise<void> {
  if (script) return sendSteps(page, portal.url(), tip({ reward }));
  await fillLongForm(page, portal.url(), tip({ reward }));
  await sendButton(page).click();
}

async function atReward(page: Page, matter: string): Promise<void> {
  await page.goto(portal.url("desk"));
  await page.getByRole("navigation", { name: "办件台" }).getByRole("link", { name: "举报奖励" }).click();
  await page.getByRole("row").filter({ hasText: matter }).getByRole("link").first().click();
}
