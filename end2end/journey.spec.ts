// The main job, end to end: read, report with a photo, take the code, desk, 12315's number, follow.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { message, openMatter, register, signIn, step, viewIdentity } from "./pages/desk.ts";
import { fillLongForm, sendButton } from "./pages/long_form.ts";
import { type Receipt, readReceipt } from "./pages/receipt.ts";
import { both, complaint, namedTip, type Report, tip } from "./pages/reports.ts";
import { sendSteps } from "./pages/steps.ts";
import { track } from "./pages/tracking.ts";

const NOTE = "已开始核查";
const WORDS = "请补充购买小票的照片";

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: script });

    const report = async (page: Page, what: Report): Promise<Receipt> => {
      if (script) {
        await sendSteps(page, portal.url(), what);
      } else {
        await fillLongForm(page, portal.url(), what);
        await sendButton(page).click();
      }
      return readReceipt(page);
    };

    test("read, report a tip with a photo, hand over to 12315, follow by code", async ({ page, browser }) => {
      test.setTimeout(120_000);
      await readSomething(page);
      const receipt = await report(page, namedTip());
      expect(receipt.numbers).toHaveLength(1);
      const [number] = receipt.numbers;
      const registrationNo = script ? "1530922002026112100000001" : "1530922002026112100000002";

      const office = await browser.newContext({ viewport: { width: 1280, height: 800 }, javaScriptEnabled: script });
      await handle(await office.newPage(), number, registrationNo);
      await office.close();

      await track(page, portal.url(), receipt.code);
      await expect(page.getByRole("heading", { name: new RegExp(number) })).toBeVisible();
      await expect(page.locator(".status")).toHaveText("核查中");
      await expect(page.getByText(registrationNo).first()).toBeVisible();
      await expect(page.getByText(NOTE).first()).toBeVisible();
      await expect(page.getByText(WORDS)).toBeVisible();
      await expect(page.locator("main")).not.toContainText("13800138000");
      await reply(page);
    });

    test("a complaint gets its number and the day by which somebody must decide", async ({ page }) => {
      const receipt = await report(page, complaint());
      expect(receipt.numbers).toHaveLength(1);
      await track(page, portal.url(), receipt.code);
      await expect(page.getByRole("heading", { name: /^投诉/ })).toBeVisible();
      await expect(page.locator(".due time")).toHaveText(/^\d{4}-\d{2}-\d{2}$/);
    });

    test("a refund and a violation together become two linked matters", async ({ page }) => {
      const receipt = await report(page, both());
      expect(new Set(receipt.numbers).size).toBe(2);
      await track(page, portal.url(), receipt.code);
      await expect(page.getByRole("heading", { name: /^投诉/ })).toContainText(receipt.numbers[0]);
      await expect(page.getByRole("heading", { name: /^举报/ })).toContainText(receipt.numbers[1]);
    });

    test("an anonymous tip leaves nobody to look at", async ({ page }) => {
      const receipt = await report(page, tip());
      await signIn(page, portal.url());
      await openMatter(page, portal.url(), receipt.numbers[0]);
      await expect(page.getByText("没有留身份信息")).toBeVisible();
      await expect(page.getByRole("button", { name: "查看身份信息" })).toHaveCount(0);
    });

    test("a complaint can be withdrawn by its code", async ({ page }) => {
      const receipt = await report(page, complaint());
      await track(page, portal.url(), receipt.code);
      await page.getByRole("button", { name: "撤回这件投诉" }).click();
      await page.getByRole("button", { name: "确定撤回" }).click();
      await expect(page.locator(".status")).toHaveText("已撤回");
    });

    test("a wrong code is told apart from a mistyped one", async ({ page }) => {
      await track(page, portal.url(), "1234567890123456");
      await expect(page.getByRole("alert")).toBeVisible();
      await expect(page.getByLabel("查询码", { exact: true })).toHaveValue(/1234/);
    });
  });
}

test("photos are made smaller on the phone before they are sent", async ({ page }) => {
  const report = namedTip();
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().includes("report/new"));
  await sendSteps(page, portal.url(), report);
  const size = Number((await (await sent).allHeaders())["content-length"]);
  expect(size, "bytes of the whole form, photo included").toBeLessThan(report.photos?.[0].length ?? 0);
});

test("the receipt's QR code leads to the matter without typing", async ({ page }) => {
  await sendSteps(page, portal.url(), tip());
  const receipt = await readReceipt(page);
  await expect(page.getByRole("img", { name: /二维码/ })).toBeVisible();
  await page.goto(`${portal.url()}track#${receipt.code}`);
  await expect(page.getByLabel("查询码", { exact: true })).toHaveValue(receipt.code.replace(/(\d{4})(?=\d)/g, "$1 "));
  expect(page.url(), "the code does not stay in the address").not.toContain(receipt.code);
  await page.getByRole("button", { name: "查", exact: true }).click();
  await expect(page.getByRole("heading", { name: new RegExp(receipt.numbers[0]) })).toBeVisible();
});

async function readSomething(page: Page): Promise<void> {
  await page.goto(portal.url());
  await page.getByRole("link", { name: /安全用药/ }).first().click();
  await page.locator("main a[href*='article/']").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("国家药监局").or(page.getByText("药品管理法")).first()).toBeVisible();
  await page.goto(`${portal.url()}disclosures`);
  await page.locator("main a[href*='disclosure/']").first().click();
  await expect(page.getByText("示例").first()).toBeVisible();
  await page.goto(`${portal.url()}report`);
  await page.getByRole("link", { name: /揭发问题/ }).click();
  await expect(page).toHaveURL(/report\/new\?wish=tip/);
}

async function handle(page: Page, number: string, registrationNo: string): Promise<void> {
  await signIn(page, portal.url());
  await openMatter(page, portal.url(), number);
  await expect(page.locator("main")).not.toContainText("13800138000");
  await viewIdentity(page, "联系核实购买经过");
  await expect(page.getByText("13800138000")).toBeVisible();
  await openMatter(page, portal.url(), number);
  await expect(page.getByText("查看身份信息，事由：联系核实购买经过")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("13800138000");
  await seesPhoto(page);
  await register(page, registrationNo);
  await openMatter(page, portal.url(), number);
  await expect(page.getByText(`12315登记编号：${registrationNo}`)).toBeVisible();
  await step(page, "verify");
  await openMatter(page, portal.url(), number);
  await message(page, WORDS);
}

/** The copy is made by a job right after the report; the page says so until it is there. */
async function seesPhoto(page: Page): Promise<void> {
  const photo = page.getByRole("img", { name: "打开照片 1" });
  await expect(async () => {
    await page.reload();
    await expect(photo).toBeVisible({ timeout: 500 });
  }).toPass();
  const answer = await page.request.get(new URL((await photo.getAttribute("src")) ?? "", page.url()).href);
  expect(answer.status()).toBe(200);
  const copy = await answer.body();
  expect(copy.includes("CANARY"), "what the camera wrote into the picture").toBe(false);
}

async function reply(page: Page): Promise<void> {
  await page.getByText("补充内容、留言").click();
  await page.getByLabel("想说的话").fill("小票找不到了，只有盒子");
  await page.getByRole("button", { name: "补充", exact: true }).click();
  await expect(page.getByText("小票找不到了，只有盒子")).toBeVisible();
}
