// 不良反应: told without script, seen as urgent at the desk, laid out for the monitoring body.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";
import { tell } from "./pages/reaction.ts";

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

test("a mother tells of her child, and the desk lays it out", async ({ page }) => {
  await page.goto(portal.url());
  await page.getByRole("link", { name: "用药后不舒服" }).click();
  await expect(page.getByRole("link", { name: "打 120" })).toBeInViewport();
  await page.getByLabel("男", { exact: true }).check();
  await page.getByLabel("多大岁数").fill("6");
  await page.getByLabel("药品", { exact: true }).check();
  await page.getByLabel("名称").fill("小儿氨酚黄那敏颗粒");
  await page.getByLabel("皮疹、发痒").check();
  await page.getByLabel("住院了").check();
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByRole("alert")).toContainText("监护人");
  await expect(page.getByRole("alert")).toContainText("请选择在哪个乡镇");
  await expect(page.getByRole("alert")).toContainText("单独同意");
  await expect(page.getByLabel("名称")).toHaveValue("小儿氨酚黄那敏颗粒");
  await page.getByLabel("母亲").check();
  await page.getByLabel("监护人知道，同意").check();
  await page.getByLabel("住在哪个乡镇？").selectOption({ label: "爱华镇" });
  await page.getByLabel("我单独同意").check();
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByRole("heading", { name: "收到了" })).toBeVisible();
  const number = await page.locator(".done b").innerText();

  await signIn(page, portal.url());
  await page.goto(portal.url("desk/reactions"));
  await expect(page.getByText("急：住院")).toBeVisible();
  await page.getByRole("link", { name: number }).click();
  await page.getByLabel("事由").fill("整理后交监测机构");
  await page.getByRole("button", { name: "打开", exact: true }).click();
  await expect(page.getByRole("heading", { name: "还缺这些" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "小儿氨酚黄那敏颗粒" })).toBeVisible();
});

test("the table comes as a file, with a reason", async ({ page }) => {
  const number = await tell(portal.url());
  await signIn(page, portal.url());
  await page.goto(portal.url(`desk/reactions/${number}`));
  await page.getByLabel("事由").fill("整理后交监测机构");
  await page.getByLabel("要什么").selectOption("csv");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "打开", exact: true }).click()]);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toContain("阿莫西林胶囊");
  expect(text.split("\r\n")[0]).toContain("栏目");
});
