// The directory of outlets, the posters and the report that begins there, without JavaScript.
import { expect, type Page, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";

const NAME = "示例大药房";

let portal: Portal;
/** Path of the outlet's page at the desk. */
let outlet: string;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, portal.url(), "leader");
  await register(page);
  outlet = new URL(page.url()).pathname.slice(1);
  await page.getByLabel("看了证的原件").check();
  await page.getByLabel("店名和证上一致").check();
  await page.getByRole("button", { name: "公开", exact: true }).click();
  await expect(page.getByText("居民在名录里看得到")).toBeVisible();
  await context.close();
});
test.afterAll(() => portal?.dispose());

async function register(page: Page): Promise<void> {
  await page.goto(portal.url("desk/field/outlets/new"));
  await page.getByLabel("类型").selectOption({ label: "药店" });
  await page.getByLabel("名称").fill(NAME);
  await page.getByLabel("在哪个村").selectOption({ label: "云县爱华镇永胜村民委员会" });
  await page.getByLabel("地址").fill("新街路口12号");
  await page.getByLabel("许可证号").fill("云DA883000001");
  await page.getByRole("button", { name: "登记" }).click();
  await page.getByRole("link", { name: NAME }).click();
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("from the home page over the directory to a report about the place", async ({ page }) => {
    await page.goto(portal.url());
    await page.getByRole("link", { name: "药店、卫生室名录" }).click();
    await page.getByLabel("店名").fill("大药房");
    await page.getByRole("button", { name: "找一找" }).click();
    await expect(page.getByRole("status")).toHaveText("找到 1 家。");
    await page.getByRole("link", { name: new RegExp(`^举报这里的问题\\s*：${NAME}`) }).click();
    await expect(page.getByLabel("对方名称")).toHaveValue(NAME);
    await expect(page.getByLabel("对方地址")).toHaveValue("新街路口12号");
    await expect(page.getByLabel("乡镇和村").locator("option:checked")).toHaveText("永胜村民委员会");
    await page.getByRole("link", { name: "想退钱、换货？改选投诉" }).click();
    await page.getByRole("link", { name: /^退钱、换货、赔偿/ }).click();
    await expect(page.getByLabel("对方名称")).toHaveValue(NAME);
  });

  test("a poster's address opens the form with the village chosen", async ({ page }) => {
    await signIn(page, portal.url(), "coordinator");
    await page.goto(portal.url("desk/field/posters"));
    await page.getByRole("link", { name: "永胜村民委员会" }).click();
    await expect(page.getByRole("img", { name: /^举报表的二维码/ })).toBeVisible();
    const code = new URL(page.url()).pathname.split("/").pop();
    await page.goto(portal.url(`report/new?wish=tip&region=${code}`));
    await expect(page.getByLabel("乡镇和村").locator("option:checked")).toHaveText("永胜村民委员会");
  });
});

for (const mode of MODES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${mode} type, ${colorScheme}`, () => {
      test.use({ colorScheme });
      for (const path of ["outlets", "outlets?q=zzzz"]) {
        test(`${path} is in order and fits the screen`, async ({ page, context }) => {
          await remember(context, portal.url(), mode);
          await page.goto(portal.url(path));
          await judge(page);
          if (colorScheme === "light") await thumbs(page, mode === "large" ? 60 : 48);
          if (colorScheme === "light") await fits(page);
        });
      }
    });
  }
}

test("the outlet at the desk and its poster are in order", async ({ page }) => {
  await signIn(page, portal.url(), "leader");
  for (const path of [outlet, `${outlet}/poster`]) {
    await page.goto(portal.url(path));
    await judge(page);
    await fits(page);
  }
});
