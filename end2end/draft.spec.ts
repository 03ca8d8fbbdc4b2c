// Nothing typed is lost, and nothing is sent twice.
import { expect, type Page, test } from "@playwright/test";
import { islandsAwake } from "./harness/islands.ts";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";
import { field, fillLongForm, sendButton } from "./pages/long_form.ts";
import { readReceipt } from "./pages/receipt.ts";
import { namedTip, tip } from "./pages/reports.ts";
import { newKey, receipt, send } from "./pages/sender.ts";
import { answer, answerAll, goOn, openSteps, stepName } from "./pages/steps.ts";

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

test("a draft survives a reload, photos and place in the form included", async ({ page }) => {
  const report = namedTip();
  await openSteps(page, portal.url(), "tip");
  while ((await stepName(page)) !== "identity") {
    await answer(page, report, await stepName(page));
    await goOn(page);
  }
  await answer(page, report, "identity");

  await page.reload();
  await islandsAwake(page);
  expect(await stepName(page)).toBe("identity");
  await expect(page.locator("li.photo")).toHaveCount(1);
  await expect(field(page, "story")).toHaveValue(report.texts.story);
  await goOn(page);
  await sendButton(page).click();
  const { numbers } = await readReceipt(page);
  expect(await attachments(page, numbers[0])).toBe(1);
});

test("a form that was only looked at is no draft, and one answer makes it one", async ({ page }) => {
  const back = page.getByText("上次没有提交的内容");
  await openSteps(page, portal.url(), "tip");
  await openSteps(page, portal.url(), "tip");
  await expect(back).toBeHidden();
  await answer(page, tip(), "category");
  await openSteps(page, portal.url(), "tip");
  await expect(back).toBeVisible();
});

test("a draft is forgotten once the form was sent", async ({ page }) => {
  await openSteps(page, portal.url(), "tip");
  await answerAll(page, tip());
  await sendButton(page).click();
  await readReceipt(page);
  // The receipt's own script forgets it.
  await expect(page.getByRole("button", { name: "存成图片" })).toBeVisible();
  await openSteps(page, portal.url(), "tip");
  await expect(field(page, "story")).toHaveValue("");
});

test("a draft is forgotten when the person says so", async ({ page }) => {
  await openSteps(page, portal.url(), "tip");
  await answer(page, tip(), "category");
  await goOn(page);
  await page.getByRole("button", { name: "清除草稿" }).click();
  await page.waitForLoadState();
  await islandsAwake(page);
  expect(await stepName(page)).toBe("category");
  await expect(page.locator("input[name=category]:checked")).toHaveCount(0);
});

test("what is a day old is forgotten on whatever page with a script is opened", async ({ page }) => {
  await openSteps(page, portal.url(), "tip");
  await answer(page, namedTip(), "category");
  await goOn(page);
  await answer(page, namedTip(), "photos");
  await expect.poll(() => photosKept(page)).toBe(1);
  await page.evaluate(() => {
    const lines = (localStorage.getItem("yaoan.draft") ?? "").split("\n");
    lines[0] = new Date(Date.now() - 25 * 3_600_000).toISOString();
    localStorage.setItem("yaoan.draft", lines.join("\n"));
  });
  await page.goto(portal.url("track"));
  await islandsAwake(page);
  expect(await page.evaluate(() => localStorage.getItem("yaoan.draft"))).toBeNull();
  await expect.poll(() => photosKept(page)).toBe(0);
});

test("the browser's back button goes back one question, not out of the form", async ({ page }) => {
  await openSteps(page, portal.url(), "tip");
  await answer(page, tip(), "category");
  await goOn(page);
  await page.goBack();
  expect(await stepName(page)).toBe("category");
  await expect(page.locator("input[name=category]:checked")).toHaveValue("D03");
});

for (const script of [true, false]) {
  test.describe(script ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: script });

    test("a double tap on the button makes one matter", async ({ page }) => {
      const story = `连按两下提交 ${newKey()}`;
      await ready(page, script, story);
      await sendButton(page).dblclick({ delay: 5 });
      await readReceipt(page);
      expect(await mattersWith(page, story)).toBe(1);
    });

    test("back after sending and sending again is the same matter", async ({ page }) => {
      const story = `退回再提交 ${newKey()}`;
      await ready(page, script, story);
      await sendButton(page).click();
      const first = await readReceipt(page);
      await page.goBack();
      await page.goForward();
      expect(await readReceipt(page)).toEqual(first);
      expect(await mattersWith(page, story)).toBe(1);
    });
  });
}

test("without JavaScript, going back and pressing send again makes no second matter", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const story = `再按一次 ${newKey()}`;
  await ready(page, false, story);
  await sendButton(page).click();
  const first = await readReceipt(page);
  await page.goBack();
  await sendButton(page).click();
  // A browser that kept the page sends the same form again and sees its receipt; one that asked for
  // the page anew holds an empty form, which is refused.
  await expect(page.locator(".receipt, .error-summary")).toBeVisible();
  if (await page.locator(".receipt").count()) expect(await readReceipt(page)).toEqual(first);
  expect(await mattersWith(page, story)).toBe(1);
  await context.close();
});

test("eight copies of one form at the same moment are one matter with one receipt", async ({ page }) => {
  const key = newKey();
  const story = `同时八份 ${key}`;
  const report = { ...namedTip(), texts: { ...namedTip().texts, story } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(portal.url(), report, key)));
  expect(answers.map((one) => one.status)).toEqual(Array(8).fill(303));
  const { numbers } = await receipt(portal.url(), key);
  expect(numbers).toHaveLength(1);
  expect(await mattersWith(page, story)).toBe(1);
  expect(await attachments(page, numbers[0])).toBe(1);
});

test("a form kept open while the portal restarts is still taken", async ({ page }) => {
  await openSteps(page, portal.url(), "tip");
  await answerAll(page, tip());
  await portal.restart();
  await sendButton(page).click();
  expect((await readReceipt(page)).numbers).toHaveLength(1);
});

/** The form filled in and ready to be sent. */
async function ready(page: Page, script: boolean, story: string): Promise<void> {
  const report = tip({ texts: { ...tip().texts, story } });
  if (!script) return fillLongForm(page, portal.url(), report);
  await openSteps(page, portal.url(), "tip");
  await answerAll(page, report);
}

/** How many matters the desk finds by words of their story. */
async function mattersWith(page: Page, story: string): Promise<number> {
  await signIn(page, portal.url());
  await page.goto(portal.url(`desk?q=${encodeURIComponent(story.split(" ")[1])}`));
  return page.locator("tbody tr").count();
}

/** How many files the phone keeps for a form that was not sent. */
async function photosKept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open("yaoan", 1);
        opening.onerror = () => failed(opening.error);
        opening.onupgradeneeded = () => opening.result.createObjectStore("photos");
        opening.onsuccess = () => {
          const count = opening.result.transaction("photos").objectStore("photos").count();
          count.onsuccess = () => {
            opening.result.close();
            done(count.result);
          };
        };
      }),
  );
}

async function attachments(page: Page, number: string): Promise<number> {
  if (!page.url().includes("/desk")) await signIn(page, portal.url());
  await page.goto(portal.url(`desk/matter/${number}`));
  return page.locator(".photos li.photo").count();
}
