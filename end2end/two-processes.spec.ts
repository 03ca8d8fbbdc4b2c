// Two processes on one PostgreSQL: what staff do on one is what residents read on the other, and a phone may be
// answered by either.
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { newDatabase } from "./harness/postgres.ts";
import { Sender } from "./officer/announced.ts";
import { beginning, boundPhone, digestsAtDesk } from "./officer/crew.ts";
import { fillIn, take } from "./pages/panel.ts";
import { Office } from "./pages/staff.ts";

const HEAD = {
  标题: "开封的药水不要久放",
  一句话结论: "开封的药水放久了会坏，不要喝。",
  栏目: "认药用药",
  关键词: "药水、开封",
  下次复核日期: "2099-01-01",
  来源: "《药品管理法》第九十八条",
  网址名: "opened-syrup",
};
/** Where else a text shows besides its own page. */
const LISTS = ["column/drugs", "feed.json", "sitemap.xml", "search?q=%E5%BC%80%E5%B0%81%E8%8D%AF%E6%B0%B4"];

let desk: Portal;
let street: Portal;
let office: Office;
test.beforeAll(async ({ browser }) => {
  const database = await newDatabase();
  desk = await Portal.start({ database });
  street = await Portal.start({ database, flags: ["--key-file", join(desk.data, "keys.toml")] });
  office = new Office(desk, browser);
});
test.afterAll(async () => {
  await office?.close();
  await street?.dispose();
  await desk?.dispose();
});

test("scheduled, live, corrected and withdrawn at one, seen at the other", async () => {
  test.setTimeout(300_000);
  const handler = await office.page("handler");
  await handler.goto(desk.url("desk/news/new/article"));
  await fillIn(handler.locator("#edit"), HEAD);
  await handler.getByLabel("正文", { exact: true }).fill("药水开封以后，空气会进去。");
  await handler.getByRole("button", { name: "保存", exact: true }).click();
  const item = handler.url().split("?")[0] ?? "";
  await take(handler, "送审");
  const [lead, leader] = [await office.page("lead"), await office.page("leader")];
  await reviewed(lead, item);
  await leader.goto(item);
  await take(leader, "签发", { 发布时间: soon() });
  expect((await fetch(street.url("article/opened-syrup"))).status, "not before its time").toBe(404);
  // The clock looks once a minute, on whichever of the two.
  await expect.poll(() => read("article/opened-syrup"), { timeout: 150_000, intervals: [1_000] }).toContain("空气会进去");
  for (const path of LISTS) await expect.poll(() => read(path), path).toContain("opened-syrup");

  await handler.goto(item);
  await take(handler, "更正");
  await handler.goto(`${item}/edit`);
  await handler.getByLabel("一句话结论", { exact: true }).fill("开封的药水放久了会坏，别再喝。");
  await handler.getByRole("button", { name: "保存", exact: true }).click();
  await take(handler, "送审");
  await reviewed(lead, item);
  await leader.goto(item);
  await take(leader, "签发", { 更正了什么: "改正了结论" });
  await expect.poll(() => read("article/opened-syrup")).toContain("改正了结论");

  await lead.goto(item);
  await take(lead, "撤下", { 公开的理由: "内容有误", 内部说明: "数字不对" });
  await expect.poll(async () => (await fetch(street.url("article/opened-syrup"))).status).toBe(410);
  for (const path of LISTS) expect(await read(path), path).not.toContain("opened-syrup");
});

test("a photo begun at one is gone on with at the other, whole and once", async ({ browser }) => {
  const cookie = await boundPhone(browser, desk, desk.url());
  const [here, there] = [desk, street].map((portal) => new Sender(portal.url(), cookie));
  const report = await here.announce(300_000);
  const [photo] = report.photos;
  const half = 140_000;
  const at = (portal: Portal, headers: Record<string, string>, method: string, body?: Buffer) =>
    fetch(portal.url(`officer/u/${report.id}${method === "POST" ? "" : `/${photo.id}`}`), {
      method,
      headers: { "tus-resumable": "1.0.0", cookie, ...headers },
      body: body && new Uint8Array(body),
    });
  const metadata = `id ${btoa(photo.id)},type ${btoa("image/jpeg")}`;
  const bytes = (offset: number) => ({ "upload-offset": String(offset), "content-type": "application/offset+octet-stream" });

  expect((await at(street, { "upload-length": String(photo.bytes.length), "upload-metadata": metadata }, "POST")).status).toBe(201);
  expect((await at(street, bytes(0), "PATCH", photo.bytes.subarray(0, half))).headers.get("upload-offset")).toBe(String(half));
  expect((await at(desk, {}, "HEAD")).headers.get("upload-offset"), "the other knows how far it came").toBe(String(half));
  expect((await at(desk, bytes(0), "PATCH", photo.bytes.subarray(0, 9))).status, "and takes nothing twice").toBe(409);
  expect((await at(desk, bytes(half), "PATCH", photo.bytes.subarray(half))).status).toBe(204);
  expect(await there.photos(report)).toEqual([{ id: photo.id, offset: photo.bytes.length, complete: true }]);
  expect(await digestsAtDesk(await office.page("leader"), desk, report.number)).toEqual([beginning(photo.sha256)]);
});

async function read(path: string): Promise<string> {
  return (await fetch(street.url(path))).text();
}

async function reviewed(lead: Page, item: string): Promise<void> {
  await lead.goto(item);
  for (const proof of ["一校：内容", "二校：文字", "三校：格式和链接"]) await take(lead, "校对", { 做了哪一校: proof });
  await take(lead, "科室审核");
  await take(lead, "保密和隐私审查");
}

/** A whole minute of Beijing's clock that has not begun yet. */
function soon(): string {
  return new Date(Date.now() + 75_000 + 8 * 3_600_000).toISOString().slice(0, 16);
}
