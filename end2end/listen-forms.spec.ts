// Questions that can be heard: staff read them, an officer lets a villager hear the consent, with a signal and without
// one, and the form stays what it is whether the recording comes or not.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { fits } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { Bureau } from "./officer/bureau.ts";
import { Line } from "./officer/line.ts";
import { hear } from "./pages/player.ts";
import { Office } from "./pages/staff.ts";
import { silence } from "./photos/silence.mjs";

const PHONE = { width: 360, height: 740 };
const FRAMES = 200;
const CLIPS = "officer-clips";

let portal: Portal;
let office: Office;
let bureau: Bureau;
let line: Line;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
  bureau = new Bureau();
  line = await Line.start(portal.origin, await bureau.start());
});
test.afterAll(async () => {
  await office?.close();
  await line?.stop();
  await bureau?.stop();
  await portal?.dispose();
});

test("the consent is heard online, then offline, and no more once it was taken down", async ({ browser }) => {
  test.setTimeout(180_000);
  const recordings = await record([["先念给村民听", FRAMES], ["村民想要什么？", 60]]);

  await test.step("without script", async () => {
    const plain = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(portal.url("officer/new/help"));
    await expect(page.locator("audio")).toHaveCount(2);
    await bigEnough(page);
    await page.screenshot({ path: test.info().outputPath("help-plain-360.png"), fullPage: true });
    await plain.close();
  });

  const phone = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
  const asked: string[] = [];
  phone.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const page = await installed(phone);
  await page.goto(`${line.url}officer/new/help`);
  await started(page);
  await expect(page.locator("audio:visible"), "one question a page").toHaveCount(1);
  await bigEnough(page);
  await page.screenshot({ path: test.info().outputPath("help-360.png"), fullPage: true });
  expect(asked.filter((path) => path.includes("/listen/")), "nothing is loaded before somebody presses").toEqual([]);
  expect(await kept(page)).toBe(0);

  expect(await hear(page, FRAMES)).toEqual({ long: true, sought: true });
  await expect.poll(() => kept(page), "what was heard is kept").toBe(1);

  await test.step("without a signal", async () => {
    const session = await phone.newCDPSession(page);
    // Only what the worker keeps may answer, nothing the browser happens to have.
    await session.send("Network.clearBrowserCache");
    line.cutOff();
    await page.close();
    const later = await phone.newPage();
    await later.goto(`${line.url}officer/new/help`);
    await started(later);
    expect(await hear(later, FRAMES)).toEqual({ long: true, sought: true });
    expect(await parts(later)).toEqual([
      [206, "bytes 0-1/20800", 2],
      [206, "bytes 20795-20799/20800", 5],
      [416, "bytes */20800", 0],
      [200, null, 20_800],
    ]);

    await later.getByText("念过了，对方同意").tap();
    await later.getByRole("button", { name: "继续" }).locator("visible=true").tap();
    const silent = later.locator("audio:visible");
    await expect(silent).toHaveCount(1);
    expect(await silent.evaluate((audio: HTMLAudioElement) => audio.play().then(() => "heard", () => "not heard"))).toBe("not heard");
    await later.getByText("举报：有人违法，要查处").tap();
    await expect(later.getByRole("heading", { name: "哪一类问题？" }), "the form goes on").toBeVisible();
    await later.close();
  });

  line.restore();
  const again = await phone.newPage();
  await again.goto(`${line.url}officer/new/help`);
  await started(again);
  const first = await again.locator("audio").nth(1).evaluate(async ({ src }: HTMLAudioElement) => {
    const answer = await fetch(src, { headers: { range: "bytes=0-1" } });
    return [answer.status, (await answer.arrayBuffer()).byteLength];
  });
  expect(first, "a player that begins with a piece gets that piece").toEqual([206, 2]);
  await expect.poll(() => kept(again), "and the phone the whole").toBe(2);

  await test.step("taken down", async () => {
    const desk = await office.page("editor");
    await desk.goto(recordings);
    const consent = desk.locator(".findings > li", { hasText: "先念给村民听：" });
    await consent.getByText("撤下", { exact: true }).click();
    await consent.getByRole("button", { name: "确定撤下" }).click();
    await expect(desk.getByRole("status")).toContainText("录音已经撤下");
    await again.goto(`${line.url}officer`);
    await again.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.update()));
    await expect.poll(async () => {
      await again.goto(`${line.url}officer`);
      return kept(again);
    }, { timeout: 30_000 }).toBe(1);
    await again.goto(`${line.url}officer/new/help`);
    await expect(again.locator("audio")).toHaveCount(1);
  });
  await phone.close();
});

test("a resident's form can be heard, a question at a time", async ({ browser }) => {
  test.setTimeout(120_000);
  await record([["是哪一类问题？", 200], ["有照片吗？", 60]], "居民填的：举报");
  const phone = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
  const page = await phone.newPage();
  await page.goto(portal.url("report/new?wish=tip"));
  await expect(page.locator("form[data-steps]")).toBeVisible();
  const player = page.locator("audio:visible");
  await expect(player).toHaveCount(1);
  await bigEnough(page);
  await page.screenshot({ path: test.info().outputPath("tip-360.png"), fullPage: true });
  const sounds = page.locator("audio").first();
  await sounds.evaluate((audio: HTMLAudioElement) => audio.play());
  await page.locator("label.tile").first().tap();
  await page.getByRole("button", { name: "继续" }).tap();
  await expect(page.getByRole("heading", { name: "有照片吗？" })).toBeVisible();
  expect(await sounds.evaluate((audio: HTMLAudioElement) => audio.paused), "a question that is gone is not read on").toBe(true);
  await phone.close();
});

/** A leader reads the questions, an editor listens; gives the page of the form's recordings. */
async function record(read: [question: string, frames: number][], form = "信息员填的：代录"): Promise<string> {
  const desk = await office.page("leader");
  await desk.setViewportSize(PHONE);
  await desk.goto(portal.url("desk/news"));
  await desk.getByRole("link", { name: "填表的录音" }).click();
  await fits(desk);
  await desk.screenshot({ path: test.info().outputPath("forms-360.png"), fullPage: true });
  await desk.getByRole("link", { name: form, exact: true }).click();
  const recordings = desk.url();
  for (const [question, frames] of read) {
    await desk.getByLabel("录音文件").setInputFiles({ name: "x.mp3", mimeType: "audio/mpeg", buffer: silence(frames) });
    await desk.getByLabel("说的是什么话").fill("云县话");
    await desk.getByLabel("念的是哪一题").selectOption({ label: question });
    await desk.getByRole("button", { name: "上传" }).click();
    await expect(desk.getByRole("status")).toContainText("另一位同事听过");
  }
  const colleague = await office.page("editor");
  for (const _ of read) {
    await colleague.goto(recordings);
    await colleague.getByRole("button", { name: "听过了" }).first().click();
    await expect(colleague.getByRole("status")).toContainText("已经记下");
  }
  await desk.goto(recordings);
  await expect(desk.getByText("正在放。")).toHaveCount(read.length);
  await desk.getByText(`${read[0][0]}（1 段正在放）`).click();
  await fits(desk);
  await desk.screenshot({ path: test.info().outputPath("desk-360.png"), fullPage: true });
  await desk.close();
  await colleague.close();
  return recordings;
}

async function installed(phone: BrowserContext): Promise<Page> {
  const page = await phone.newPage();
  await page.goto(`${line.url}officer`);
  await started(page);
  await expect(page.locator("[data-officer-name]")).not.toBeEmpty();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  return page;
}

async function started(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-officer", "ready");
}

async function bigEnough(page: Page): Promise<void> {
  for (const player of await page.locator("audio:visible").all()) {
    expect((await player.boundingBox())?.height).toBeGreaterThanOrEqual(60);
  }
  await fits(page);
}

/** Recordings the phone keeps. */
function kept(page: Page): Promise<number> {
  return page.evaluate(async (name) => ((await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0), CLIPS);
}

/** What a player would be answered: status, place and bytes. */
function parts(page: Page): Promise<[number, string | null, number][]> {
  return page.locator("audio").first().evaluate(({ src }: HTMLAudioElement) => {
    const ask = async (range: string): Promise<[number, string | null, number]> => {
      const answer = await fetch(src, range ? { headers: { range } } : {});
      return [answer.status, answer.headers.get("content-range"), (await answer.arrayBuffer()).byteLength];
    };
    return Promise.all(["bytes=0-1", "bytes=-5", "bytes=20800-", ""].map(ask));
  });
}
