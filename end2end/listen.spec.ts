// An article that can be heard: a leader puts a recording to it, and whoever reads it presses one big button.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { hear } from "./pages/player.ts";
import { Office } from "./pages/staff.ts";
import { silence } from "./photos/silence.mjs";

const PHONE = { width: 360, height: 740 };

let portal: Portal;
let office: Office;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
});

test("a recording is uploaded from a phone, heard without script, and taken down", async ({ browser }) => {
  test.setTimeout(120_000);
  const phone = await browser.newContext({ baseURL: portal.url(), viewport: PHONE, javaScriptEnabled: false });
  await office.lend("leader", phone);
  const desk = await phone.newPage();
  await desk.goto(portal.url("desk/news?kind=article&words=%E8%BF%87%E6%9C%9F%E8%8D%AF"));
  await desk.locator("main table a").first().click();
  await desk.getByRole("link", { name: "看网上的页面" }).click();
  const article = desk.url();
  await desk.goBack();
  await desk.getByRole("link", { name: "录音", exact: true }).click();
  const recordings = desk.url();
  await put(desk, "note.wav", Buffer.from("RIFF\0\0\0\0WAVEfmt "));
  await expect(desk.getByRole("alert")).toContainText("是 WAV，太大");
  await put(desk, "whole.mp3", silence(100), { 谁念的: "王某", 乡镇: "爱华镇" });
  await expect(desk.getByRole("status")).toContainText("另一位同事听过");
  await put(desk, "part.mp3", silence(50), { 念的是哪里: 2, 话: "彝语" });
  await expect(desk.getByText("请另一位同事来听")).toHaveCount(2);
  const colleague = await office.page("editor");
  for (let waiting = 2; waiting > 0; waiting -= 1) {
    await colleague.goto(recordings);
    await colleague.getByRole("button", { name: "听过了" }).first().click();
    await expect(colleague.getByRole("status")).toContainText("现在能听了");
  }
  await desk.goto(recordings);
  await expect(desk.getByText("居民正在听。")).toHaveCount(2);
  await fits(desk);
  await desk.screenshot({ path: test.info().outputPath("desk-360.png"), fullPage: true });

  const plain = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const reader = await plain.newPage();
  const asked: string[] = [];
  reader.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await reader.goto(article);
  await expect(reader.getByRole("heading", { name: "听一听" })).toBeVisible();
  await expect(reader.getByText("云县话（爱华镇）")).toBeVisible();
  const players = reader.locator("audio");
  await expect(players).toHaveCount(2);
  for (const player of await players.all()) {
    await expect(player).toBeVisible();
    expect((await player.boundingBox())?.height).toBeGreaterThanOrEqual(60);
  }
  await fits(reader);
  await reader.screenshot({ path: test.info().outputPath("article-360.png"), fullPage: true });
  expect(asked.filter((path) => path.includes("/listen/")), "nothing is loaded before somebody presses").toEqual([]);
  await reader.emulateMedia({ media: "print" });
  await expect(reader.getByRole("heading", { name: "听一听" })).toBeHidden();
  await plain.close();

  const modern = await browser.newContext({ viewport: PHONE });
  const listener = await modern.newPage();
  await listener.goto(article);
  expect(await hear(listener, 100), "a listener can go on from the middle").toEqual({ long: true, sought: true });
  await modern.close();

  await desk.goto(recordings);
  const first = desk.locator(".findings > li").first();
  await first.getByText("撤下", { exact: true }).click();
  await first.getByRole("button", { name: "确定撤下" }).click();
  await expect(desk.getByRole("status")).toContainText("网上听不到了");
  await desk.goto(article);
  await expect(desk.locator("audio")).toHaveCount(1);
  await expect(desk.getByRole("heading", { name: "听一听" })).toHaveCount(0);
  await phone.close();
});

interface Said {
  谁念的?: string;
  乡镇?: string;
  话?: string;
  念的是哪里?: number;
}

async function put(page: Page, name: string, buffer: Buffer, said: Said = {}): Promise<void> {
  await page.getByLabel("录音文件").setInputFiles({ name, mimeType: "audio/mpeg", buffer });
  await page.getByLabel("说的是什么话").fill(said.话 ?? "云县话");
  await page.getByLabel("谁念的").fill(said.谁念的 ?? "");
  await page.getByLabel("念的是哪里").selectOption({ index: said.念的是哪里 ?? 0 });
  await page.getByLabel(/哪个乡镇先放/).selectOption({ label: said.乡镇 ?? "不选" });
  await page.getByRole("button", { name: "上传" }).click();
}

async function fits(page: Page): Promise<void> {
  const over = await page.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth);
  expect(over, "nothing runs out of a phone's screen").toBeLessThanOrEqual(0);
}
