// A question about medicine: asked without JavaScript, answered at the desk, read by its code, published.
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("from the question to the published answer", async ({ page, browser }) => {
      const words = javaScriptEnabled ? "降压药漏吃一次怎么办？" : "胰岛素结过冰还能用吗？";
      await page.goto(portal.url());
      await page.getByRole("link", { name: "用药问一问" }).click();
      await page.getByLabel("您想问什么？").fill(words);
      await page.getByRole("button", { name: "下一步" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("先看看这几篇");
      await page.getByText("同意公开问题和答复").click();
      await page.getByRole("button", { name: "还是要问" }).click();
      const code = ((await page.locator(".code").textContent()) ?? "").replace(/\D/g, "");
      expect(code).toHaveLength(16);

      const desk = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await signIn(desk, portal.url(), "handler");
      await desk.goto(`${portal.url()}desk/questions`);
      await desk.getByRole("link", { name: words }).click();
      await desk.getByLabel("写给咨询人的话").fill("这是假药。");
      await desk.getByRole("button", { name: "发出答复" }).click();
      await expect(desk.getByRole("alert")).toContainText("断言药的真假");
      await desk.getByLabel("写给咨询人的话").fill("先看说明书，再问给您看病的医生。");
      await desk.getByRole("button", { name: "发出答复" }).click();
      await desk.getByRole("button", { name: "请同事核对" }).click();
      await expect(desk.getByText("要由别的同事核对以后公开")).toBeVisible();
      await desk.context().close();

      const colleague = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await signIn(colleague, portal.url(), "lead");
      await colleague.goto(`${portal.url()}desk/questions`);
      await colleague.getByRole("link", { name: words }).click();
      await colleague.getByRole("button", { name: "核对过，公开" }).click();
      await expect(colleague.getByRole("heading", { name: "已经公开" })).toBeVisible();
      await colleague.context().close();

      await page.goto(`${portal.url()}track`);
      await page.getByLabel("查询码").fill(code);
      await page.getByRole("button", { name: "查", exact: true }).click();
      await expect(page.getByText("先看说明书，再问给您看病的医生。")).toBeVisible();
      await page.goto(`${portal.url()}questions`);
      await expect(page.getByRole("heading", { name: words })).toBeVisible();
    });
  });
}
