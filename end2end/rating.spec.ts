// After the end: 好差评 once, and what a person may ask about the personal data kept of them.
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { openEnded, openMatter, settleComplaint, step } from "./pages/desk.ts";
import { choose } from "./pages/long_form.ts";
import type { Receipt } from "./pages/receipt.ts";
import { complaint } from "./pages/reports.ts";
import { sendAndRead } from "./pages/sender.ts";
import { Office } from "./pages/staff.ts";
import { track } from "./pages/tracking.ts";

const GRADES = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];

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

async function closed(): Promise<Receipt> {
  const receipt = await sendAndRead(portal.url(), complaint());
  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), receipt.numbers[0]);
  await settleComplaint(clerk);
  await clerk.close();
  return receipt;
}

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: script });

    test("a closed matter is rated once, and a low grade asks for a call back", async ({ page }) => {
      const { code, numbers } = await closed();
      await track(page, portal.url(), code);
      await page.getByRole("button", { name: "评价办理情况" }).click();
      expect(await page.locator("label.choice").allInnerTexts()).toEqual(GRADES);
      await page.getByRole("button", { name: "提交评价" }).click();
      await expect(page.getByRole("alert")).toContainText("请选一个");
      await choose(page, "grade", "2");
      await page.getByLabel("想说的话").fill("等了太久");
      await page.getByRole("button", { name: "提交评价" }).click();
      await expect(page.getByRole("status")).toContainText("谢谢您的评价");
      await expect(page.getByRole("button", { name: "评价办理情况" }), "only once").toHaveCount(0);

      const clerk = await office.page("clerk");
      await openEnded(clerk, portal.url(), numbers[0]);
      await expect(clerk.locator(".timeline")).toContainText("对方评价：2 分（共 5 分）等了太久");
      await expect(clerk.locator("main"), "somebody has to call back").toContainText("要回访");
      await step(clerk, "call-back", { text: { 回访情况: "已说明办理经过，对方接受" } });
      await expect(clerk.locator("main")).not.toContainText("要回访");
      await expect(clerk.locator(".timeline")).toContainText("已回访：已说明办理经过");
      await clerk.close();

      await track(page, portal.url(), code);
      await expect(page.locator("main"), "what the desk notes for itself stays there").not.toContainText("已说明办理经过");
    });
  });
}

test("an open matter cannot be rated", async ({ page }) => {
  const { code } = await sendAndRead(portal.url(), complaint());
  await track(page, portal.url(), code);
  await expect(page.getByRole("button", { name: "查阅、更正、删除我的个人信息" })).toBeVisible();
  await expect(page.getByRole("button", { name: "评价办理情况" })).toHaveCount(0);
});

test("the wish to have personal data deleted becomes a task, and is answered where the person looks", async ({ page }) => {
  const { code, numbers } = await sendAndRead(portal.url(), complaint());
  await track(page, portal.url(), code);
  await page.getByRole("button", { name: "查阅、更正、删除我的个人信息" }).click();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByRole("alert")).toContainText("请选一个");
  await page.locator("label.choice").filter({ hasText: "删除" }).click();
  await page.getByLabel("具体说明").fill("换了电话，旧号码请删掉");
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByRole("status")).toContainText("申请已经记下");

  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), numbers[0]);
  await expect(clerk.locator("main"), "the matter tells of it").toContainText("个人信息");
  await clerk.getByRole("link", { name: "查看申请、对方对个人信息的申请" }).click();
  const wish = clerk.getByRole("region", { name: "对方对个人信息的申请" });
  await expect(wish).toContainText("换了电话，旧号码请删掉");
  await wish.getByRole("button", { name: "答复" }).click();
  await expect(clerk.getByRole("alert")).toBeVisible();
  await wish.getByLabel("答复").fill("旧号码已经删去，办结以前保留姓名");
  await wish.getByRole("button", { name: "答复" }).click();
  await expect(clerk.getByRole("region", { name: "对方对个人信息的申请" })).toHaveCount(0);
  await clerk.close();

  await track(page, portal.url(), code);
  await expect(page.getByText("旧号码已经删去，办结以前保留姓名")).toBeVisible();
});
