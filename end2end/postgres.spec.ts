// The same journey, on PostgreSQL.
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { message, openMatter, register, signIn, step, viewIdentity } from "./pages/desk.ts";
import { fillLongForm, sendButton } from "./pages/long_form.ts";
import { readReceipt } from "./pages/receipt.ts";
import { namedTip } from "./pages/reports.ts";
import { newKey, send } from "./pages/sender.ts";
import { track } from "./pages/tracking.ts";

const DATABASE = process.env.YAOAN_TEST_POSTGRES;
const REGISTRATION_NO = "1530922002026112100000009";

test.skip(!DATABASE, "YAOAN_TEST_POSTGRES names no database; `make test` starts one");
test.use({ javaScriptEnabled: false });

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start({ database: DATABASE });
});
test.afterAll(() => portal?.dispose());

test("report with a photo, hand over to 12315 and follow, on PostgreSQL", async ({ page }) => {
  await fillLongForm(page, portal.url(), namedTip());
  await sendButton(page).click();
  const receipt = await readReceipt(page);
  const [number] = receipt.numbers;

  await signIn(page, portal.url());
  await openMatter(page, portal.url(), number);
  await viewIdentity(page, "联系核实购买经过");
  await expect(page.getByText("13800138000")).toBeVisible();
  await openMatter(page, portal.url(), number);
  await register(page, REGISTRATION_NO);
  await openMatter(page, portal.url(), number);
  await step(page, "verify");
  await openMatter(page, portal.url(), number);
  await message(page, "请补充购买小票的照片");

  await track(page, portal.url(), receipt.code);
  await expect(page.locator(".status")).toHaveText("核查中");
  await expect(page.getByText(REGISTRATION_NO).first()).toBeVisible();
  await expect(page.getByText("请补充购买小票的照片")).toBeVisible();
});

test("the same form sent twice at once is one matter, on PostgreSQL", async () => {
  const key = newKey();
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(portal.url(), namedTip(), key)));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303]);
  expect(new Set(answers.map((answer) => answer.headers.get("location"))).size).toBe(1);
});
