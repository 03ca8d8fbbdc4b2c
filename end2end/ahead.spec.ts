// Photos of the report form over a weak line: sent ahead of the form in pieces, so that a break costs a piece.
import { expect, type Page, test } from "@playwright/test";
import { fits } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { FAIR, Line } from "./officer/line.ts";
import { signIn } from "./pages/desk.ts";
import { sendButton } from "./pages/long_form.ts";
import { readReceipt } from "./pages/receipt.ts";
import { tip } from "./pages/reports.ts";
import { answerAll, openSteps } from "./pages/steps.ts";
import { jpeg } from "./photos/photo.mjs";

let portal: Portal;
let line: Line;
test.beforeAll(async () => {
  portal = await Portal.start();
  line = await Line.start(portal.origin);
  // A kept connection that breaks is used once more by the browser itself.
  line.keepsAlive = false;
});
test.afterAll(async () => {
  await line?.stop();
  await portal?.dispose();
});
test.beforeEach(() => {
  line.weather = FAIR;
  line.photoBytes = 0;
});

const TWO = tip({ photos: [jpeg("front"), jpeg("back")] });

test("photos come through a line that breaks, and only pieces are sent twice", async ({ page }) => {
  const sizes = await filledIn(page);
  let patches = 0;
  line.weather = (request) => {
    const broken = request.method === "PATCH" && (patches += 1) % 3 === 2;
    return { fault: broken ? "cut" : "none", at: 20_000 };
  };
  await sendButton(page).click();
  const { numbers } = await readReceipt(page);
  expect(await attachments(page, numbers[0])).toBe(2);
  expect(line.seen.cut, "pieces that were cut").toBeGreaterThan(0);
  expect(line.photoBytes).toBeLessThan(1.5 * (sizes[0] + sizes[1]));
});

test("without a signal the form waits, says so, and goes on where it was", async ({ page }) => {
  await filledIn(page);
  line.weather = (request) => {
    if (request.method === "PATCH") line.cutOff();
    return FAIR(request);
  };
  await sendButton(page).click();
  const told = page.getByRole("status").filter({ hasText: "没有信号" });
  await expect(told).toBeVisible();
  await fits(page);
  await page.screenshot({ path: "test-results/ahead-no-signal.png" });
  line.weather = FAIR;
  line.restore();
  await page.getByRole("button", { name: "现在再试" }).click();
  const { numbers } = await readReceipt(page);
  expect(await attachments(page, numbers[0])).toBe(2);
});

test("a portal that takes no photos ahead gets them with the form", async ({ page }) => {
  await filledIn(page);
  await page.route("**/report/u/**", (route) => route.fulfill({ status: 507, headers: { "tus-resumable": "1.0.0" } }));
  await sendButton(page).click();
  const { numbers } = await readReceipt(page);
  expect(await attachments(page, numbers[0])).toBe(2);
});

/** A tip with two photos, ready to be sent; gives the bytes of each as the phone made them. */
async function filledIn(page: Page): Promise<number[]> {
  await openSteps(page, line.url, "tip");
  await answerAll(page, TWO);
  await expect(page.locator("head script[src*='pkg/ahead']")).toBeAttached();
  return page.evaluate(() => {
    const inputs = Array.from(document.querySelectorAll<HTMLInputElement>("[data-photo] input[type=file]"));
    return inputs.flatMap((input) => Array.from(input.files ?? [], (file) => file.size));
  });
}

async function attachments(page: Page, number: string): Promise<number> {
  await signIn(page, portal.url());
  await page.goto(portal.url(`desk/matter/${number}`));
  return page.locator(".photos li.photo").count();
}
