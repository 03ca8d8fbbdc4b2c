// Columns and menu: changed at the desk without JavaScript, seen by residents at once.
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

test.use({ javaScriptEnabled: false });

test("a column is made, filled from another, put into the menu and renamed", async ({ page }) => {
  const resident = await page.context().newPage();
  await signIn(page, portal.url(), "leader");
  await page.goto(portal.url("desk/news"));
  await page.getByRole("link", { name: "栏目和导航" }).click();
  await page.getByRole("link", { name: "新建栏目" }).click();
  await page.getByLabel("名称", { exact: true }).fill("老人用药");
  await page.getByLabel("网址名").fill("老人");
  await page.getByLabel("说明").fill("家里老人吃药要留心什么。");
  await page.getByLabel("关键词").fill("老人、用药");
  await page.getByRole("button", { name: "新建" }).click();
  await expect(page.getByRole("alert")).toContainText("网址名只用小写英文字母");
  await page.getByLabel("网址名").fill("elderly");
  await page.getByRole("button", { name: "新建" }).click();
  await expect(page.getByRole("status")).toContainText("居民马上看到");
  await resident.goto(portal.url("column/elderly"));
  await expect(resident.getByText("这个栏目还没有内容。")).toBeVisible();

  await page.getByRole("link", { name: "“医疗器械”里有什么" }).click();
  await page.getByLabel("移到", { exact: true }).selectOption({ label: "老人用药" });
  await page.getByRole("button", { name: "移过去" }).click();
  await resident.reload();
  await expect(resident.getByText("这个栏目还没有内容。")).toBeHidden();

  await page.getByRole("link", { name: "“医疗器械”里有什么" }).click();
  await page.getByRole("button", { name: "删除这个栏目" }).click();
  await expect(page.getByRole("link", { name: "改“医疗器械”" })).toBeHidden();

  await page.getByRole("button", { name: "去掉“搜一搜”" }).click();
  await page.getByRole("link", { name: "加一个" }).click();
  await page.getByLabel("按钮上的字").fill("老人用药");
  await page.getByLabel("通到哪里").selectOption({ label: "栏目“老人用药”" });
  await page.getByRole("button", { name: "加进去" }).click();
  await page.getByRole("button", { name: "上移“老人用药”" }).last().click();
  await page.getByRole("link", { name: "改“老人用药”" }).first().click();
  await page.getByLabel("网址名").fill("seniors");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("status")).toContainText("居民马上看到");

  await resident.goto(portal.url());
  await resident.getByRole("link", { name: /^老人用药/ }).click();
  await expect(resident).toHaveURL(/column\/seniors$/);
  await resident.goto(portal.url("column/elderly"));
  await expect(resident).toHaveURL(/column\/seniors$/);
});
