// Questions after an article and a paper of the contest, with and without JavaScript.
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("from an article to its answers and back", async ({ page }) => {
      await page.goto(`${portal.url()}article/expiry-date`);
      await page.getByRole("link", { name: "看懂了吗？做 3 道小题" }).click();
      await page.getByRole("button", { name: "看答案" }).click();
      await expect(page.getByRole("alert")).toContainText("第 1 题还没有选");
      for (const words of ["10月31日", "会", "不要再用"]) {
        await page.getByText(words, { exact: true }).click();
      }
      await page.getByRole("button", { name: "看答案" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("3 题答对 3 题");
      await page.getByRole("link", { name: "回到文章" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("药的有效期怎么看");
    });

    test("a paper for one's township, and a sheet to print", async ({ page }) => {
      await page.goto(portal.url());
      await page.getByRole("link", { name: "知识竞赛：十道用药题" }).click();
      await page.getByLabel("您在哪个乡镇、街道？").selectOption("爱华镇");
      await page.getByRole("button", { name: "开始答题" }).click();
      for (const question of await page.locator("main fieldset").all()) {
        await question.locator("label").first().click();
      }
      await page.getByRole("button", { name: "交卷" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^10 题答对 \d+ 题$/);
      await expect(page.getByText("已为爱华镇记上一份。")).toBeVisible();
      await page.getByRole("button", { name: "做一张证明" }).click();
      await expect(page.getByRole("alert")).toContainText("请写上要印在证明上的名字");
      await page.getByLabel("想打印一张参赛证明？写上名字").fill("李奶奶");
      await page.getByRole("button", { name: "做一张证明" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("参赛证明");
      await expect(page.getByText("李奶奶")).toBeVisible();
    });
  });
}
