// Telling without writing: six screens and no key pressed, a voice, somebody else's hands.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { openMatter, signIn, step, viewIdentity } from "./pages/desk.ts";
import { attach, choose, sendButton } from "./pages/long_form.ts";
import { readReceipt } from "./pages/receipt.ts";
import { complaint, tip } from "./pages/reports.ts";
import { sendAndRead } from "./pages/sender.ts";
import { answer, goOn, openSteps, stepName } from "./pages/steps.ts";
import { track } from "./pages/tracking.ts";
import { jpeg } from "./photos/photo.mjs";
import config from "./playwright.config.ts";

const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const launch = config.use?.launchOptions;
test.use({ launchOptions: { ...launch, args: [...(launch?.args ?? []), ...MICROPHONE] } });

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
});
test.afterAll(() => portal?.dispose());

/** Walks a tip by taps alone and says which screens it took. */
async function tap(page: Page, story: (page: Page) => Promise<void>): Promise<string[]> {
  const screens: string[] = [];
  await openSteps(page, portal.url(), "tip");
  for (let at = await stepName(page); ; at = await stepName(page)) {
    screens.push(at);
    if (at === "category") await choose(page, "category", "D03");
    if (at === "where") await page.locator("select[name=region]").selectOption("530922101201");
    if (at === "story") await story(page);
    if (at === "identity") await choose(page, "identity", "anonymous");
    if (at === "send") return screens;
    await goOn(page);
  }
}

/** The browser takes its time before it hands the microphone out. */
async function slowMicrophone(page: Page, milliseconds: number): Promise<void> {
  await page.addInitScript((milliseconds) => {
    const devices = navigator.mediaDevices;
    if (!devices) return;
    const streams: MediaStream[] = [];
    const ask = devices.getUserMedia.bind(devices);
    Object.assign(window, { streams });
    devices.getUserMedia = async (wish) => {
      await new Promise((go) => setTimeout(go, milliseconds));
      const stream = await ask(wish);
      streams.push(stream);
      return stream;
    };
  }, milliseconds);
}

/** Whether each microphone that was handed out is "live" or "ended". */
async function microphones(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { streams } = window as unknown as { streams: MediaStream[] };
    return streams.map((stream) => stream.getAudioTracks().map((track) => track.readyState).join());
  });
}

test("an anonymous tip takes six screens and not one key", async ({ page }) => {
  const screens = await tap(page, async (page) => {
    await choose(page, "seen", "on_sale");
    await choose(page, "seen_when", "today");
  });
  expect(screens).toEqual(["category", "photos", "where", "story", "identity", "send"]);
  await expect(page.locator(".answers")).toContainText("现在还在卖、还在做");
  await sendButton(page).click();
  const { numbers } = await readReceipt(page);
  await signIn(page, portal.url());
  await openMatter(page, portal.url(), numbers[0]);
  await expect(page.locator(".story")).toHaveText("勾选的情况：现在还在卖、还在做。看到的时间：今天。");
});

test("nothing ticked, said, shown or written is told at its place", async ({ page }) => {
  await openSteps(page, portal.url(), "tip");
  for (const at of ["category", "photos", "where"]) {
    if (at !== "photos") await answer(page, tip(), at);
    await goOn(page);
  }
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await expect(page.locator("#story-error")).toContainText("有一样就行");
  await choose(page, "seen", "moves");
  await goOn(page);
  expect(await stepName(page)).toBe("identity");
});

test("what somebody says is heard before it is sent, kept through a reload, and heard at the desk", async ({ page }) => {
  await tap(page, async (page) => {
    await page.getByRole("button", { name: "开始录音" }).click();
    await expect(page.getByText(/正在录，0 分 0[12] 秒/)).toBeVisible();
    // The seconds are seen and not announced.
    await expect(page.locator("[data-voice] [role=status]")).toHaveText("开始录了，说完按“停”。");
    await page.getByRole("button", { name: "停，录好了" }).click();
    await expect(page.getByText("录好了，可以听一遍。")).toBeVisible();
    const sound = page.locator("[data-voice] audio");
    await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(0);
  });
  await expect(page.locator(".answers")).toContainText("有一段");
  await page.reload();
  await expect(page.locator(".answers")).toContainText("有一段");
  await sendButton(page).click();
  const { numbers } = await readReceipt(page);

  await signIn(page, portal.url());
  await openMatter(page, portal.url(), numbers[0]);
  const heard = page.locator("#voices ~ ul audio");
  await heard.evaluate((audio: HTMLAudioElement) => audio.load());
  await heard.evaluate((audio: HTMLAudioElement) => audio.play());
  await expect.poll(() => heard.evaluate((audio: HTMLAudioElement) => audio.readyState)).toBeGreaterThan(1);
  await step(page, "transcribe", { text: { 录音里说的: "店里摆着过期的药" } });
  await expect(page.getByText("录音整理成文字：店里摆着过期的药")).toBeVisible();
});

test("a recording can be taken out again", async ({ page }) => {
  await tap(page, async (page) => {
    await choose(page, "seen", "crowd");
    await page.getByRole("button", { name: "开始录音" }).click();
    await expect(page.getByText(/正在录，0 分 0[12] 秒/)).toBeVisible();
    await page.getByRole("button", { name: "停，录好了" }).click();
    await page.getByRole("button", { name: "删去录音" }).click();
    await expect(page.getByRole("button", { name: "开始录音" })).toBeFocused();
  });
  await expect(page.locator(".answers")).toContainText("没有录音");
});

test("who goes on while speaking has said it all the same", async ({ page }) => {
  await tap(page, async (page) => {
    // Nothing else is said, so going on needs the recording that still runs.
    await page.getByRole("button", { name: "开始录音" }).click();
    await expect(page.getByText(/正在录，0 分 0[12] 秒/)).toBeVisible();
  });
  await expect(page.locator(".answers")).toContainText("有一段");
});

test("two taps before the microphone answers make one recorder, and it can be stopped", async ({ page }) => {
  await slowMicrophone(page, 500);
  await tap(page, async (page) => {
    await page.getByRole("button", { name: "开始录音" }).dblclick();
    await expect(page.getByText(/正在录，0 分 0[12] 秒/)).toBeVisible();
    await page.getByRole("button", { name: "停，录好了" }).click();
    await expect(page.getByText("录好了，可以听一遍。")).toBeVisible();
    // Long enough for the clock of a second recorder.
    await page.waitForTimeout(1200);
    await expect(page.getByText(/正在录/)).toHaveCount(0);
    expect(await microphones(page)).toEqual(["ended"]);
  });
});

test("a microphone that answers after the question was left is let go at once", async ({ page }) => {
  await slowMicrophone(page, 3000);
  await tap(page, async (page) => {
    await choose(page, "seen", "moves");
    await page.getByRole("button", { name: "开始录音" }).click();
  });
  await expect.poll(() => microphones(page)).toEqual(["ended"]);
  await expect(page.locator(".answers")).toContainText("没有录音");
});

test("who fills the form in for a neighbour is asked for a name and the neighbour's word", async ({ page }) => {
  const report = complaint();
  await openSteps(page, portal.url(), "complaint");
  for (let at = await stepName(page); at !== "identity"; at = await stepName(page)) {
    await answer(page, report, at);
    await goOn(page);
  }
  await answer(page, report, "identity");
  await expect(page.locator("#helper_name")).toBeHidden();
  await choose(page, "helper", "yes");
  await page.getByRole("button", { name: "继续", exact: true }).click();
  await expect(page.locator("#helper_name-error")).toContainText("您自己的姓名");
  await page.locator("#helper_name").fill("邻居老周");
  await choose(page, "helper_consent", "yes");
  await goOn(page);
  await sendButton(page).click();
  const { numbers } = await readReceipt(page);
  await signIn(page, portal.url());
  await openMatter(page, portal.url(), numbers[0]);
  await viewIdentity(page, "联系核实购买经过");
  await expect(page.locator(".sealed.open")).toContainText("邻居老周");
});

for (const script of [true, false]) {
  test.describe(`later, ${script ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled: script });

    test("a photo is added with the code, and its place is seen", async ({ page }) => {
      const { code } = await sendAndRead(portal.url(), tip());
      await track(page, portal.url(), code);
      await page.getByText("补充内容、留言").click();
      await expect(page.locator("#photos-0")).toBeVisible();
      await attach(page, [jpeg("later")]);
      await page.locator("#text-0").fill("又拍了一张。");
      await page.getByRole("button", { name: "补充", exact: true }).click();
      await expect(page.getByText("补充的内容收到了。")).toBeVisible();
      await expect(page.getByText("附照片 1 张")).toBeVisible();
    });
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same form takes ticks and the recorder's file", async ({ page }) => {
    await page.goto(`${portal.url()}report/new?wish=tip`);
    await choose(page, "category", "D03");
    await page.locator("select[name=region]").selectOption("530922101201");
    await choose(page, "seen", "no_receipt");
    const buffer = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(200)]);
    await page.locator("#voice").setInputFiles({ name: "录音.webm", mimeType: "audio/webm", buffer });
    await choose(page, "identity", "anonymous");
    await sendButton(page).click();
    expect((await readReceipt(page)).numbers).toHaveLength(1);
  });
});
