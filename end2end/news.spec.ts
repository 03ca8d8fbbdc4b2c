// An article on a phone: written, read over by two others, signed, live, corrected, taken down.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { jpeg, png } from "./photos/photo.mjs";
import { kept, texts } from "./pages/kept.ts";
import { fillIn, mainForm, send, take } from "./pages/panel.ts";
import { Office } from "./pages/staff.ts";

const PHONE = { width: 360, height: 740 };
const TEXT = "药水开封以后，空气会进去。\n\n## 三步 {.steps}\n\n1. 看日期。\n2. 看颜色。\n\n## 误会 {.myths}\n\n- ✗ 没过期就能喝。\n  ✓ 开封太久也会坏。\n";
const HEAD = {
  标题: "开封的药水不要久放",
  一句话结论: "开封的药水放久了会坏，不要喝。",
  栏目: "认药用药",
  关键词: "药水、开封",
  下次复核日期: "2099-01-01",
  来源: "《药品管理法》第九十八条",
  网址名: "opened-syrup",
};

let portal: Portal;
let office: Office;
/** Handler and script: what makes the editor nicer runs. */
let writer: BrowserContext;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start();
  office = new Office(portal, browser);
  writer = await browser.newContext({ baseURL: portal.url(), viewport: PHONE });
  await office.lend("handler", writer);
});
test.afterAll(async () => {
  await writer?.close();
  await office?.close();
  await portal?.dispose();
});

test("from a phone to the site, corrected and withdrawn, by three people", async ({ page: resident }) => {
  test.setTimeout(240_000);
  const handler = await writer.newPage();
  await handler.goto(portal.url("desk/news/new/article"));
  await fillIn(handler.locator("#edit"), HEAD);
  await handler.getByLabel("正文", { exact: true }).fill(TEXT);
  await expect(handler.locator("#looked"), "checks and preview come without a click").toContainText("阅读灯");
  await expect(handler.getByLabel("正文", { exact: true }), "and leave the caret where it was").toBeFocused();
  await noSideways(handler);
  await handler.getByRole("button", { name: "保存", exact: true }).click();
  await expect(handler.getByRole("heading", { level: 1 })).toContainText("开封的药水不要久放");
  const item = handler.url().split("?")[0] ?? "";
  await noSideways(handler);
  await take(handler, "送审");

  const lead = await office.page("lead");
  await lead.goto(item);
  for (const proof of ["一校：内容", "二校：文字", "三校：格式和链接"]) await take(lead, "校对", { 做了哪一校: proof });
  await take(lead, "科室审核");
  await take(lead, "保密和隐私审查");

  const leader = await office.page("leader");
  await leader.goto(item);
  await send(leader.getByRole("region", { name: "签发", exact: true }), { 发布时间: "2020-01-01T09:00" });
  await expect(leader.locator("main"), "not into the past").toContainText("定时发布的时间已经过了");
  await leader.goto(item);
  await take(leader, "签发");
  await resident.goto(portal.url("article/opened-syrup"));
  await expect(resident.locator("main")).toContainText("看颜色");
  await kept(resident, "/", "article/opened-syrup");

  await handler.goto(item);
  await take(handler, "更正");
  await handler.goto(`${item}/edit`);
  await handler.getByLabel("一句话结论", { exact: true }).fill("开封的药水放久了会坏，别再喝。");
  await handler.getByRole("button", { name: "保存", exact: true }).click();
  await take(handler, "送审");
  await lead.goto(item);
  for (const proof of ["一校：内容", "二校：文字", "三校：格式和链接"]) await take(lead, "校对", { 做了哪一校: proof });
  await take(lead, "科室审核");
  await take(lead, "保密和隐私审查");
  await leader.goto(item);
  await take(leader, "签发", { 更正了什么: "改正了结论" });
  await resident.reload();
  await expect(resident.locator(".correction")).toContainText("改正了结论");
  await kept(resident, "/", "article/opened-syrup", "改正了结论");
  await withoutSignal(resident, async () => {
    await resident.reload();
    await expect(resident.locator(".correction"), "the phone keeps the corrected text and not the one before").toContainText("改正了结论");
  });

  await lead.goto(item);
  await take(lead, "撤下", { 公开的理由: "内容有误", 内部说明: "数字不对" });
  const gone = await resident.goto(portal.url("article/opened-syrup"));
  expect(gone?.status()).toBe(410);
  await expect(resident.locator("main")).toContainText("内容有误");
  await expect.poll(() => texts(resident, "/"), { message: "and it is on the phone no more" }).toEqual([]);
  await withoutSignal(resident, async () => {
    await resident.reload();
    await expect(resident.getByRole("heading", { name: "这部手机存下的文章" })).toBeVisible();
  });
  for (const page of [handler, lead, leader]) await page.close();
});

test("what is written is kept as a draft, and a paste from Word comes in clean", async () => {
  const handler = await writer.newPage();
  await handler.goto(portal.url("desk/news/new/article"));
  await send(mainForm(handler), { 标题: "草稿", 下次复核日期: "2099-01-01" }, "保存");
  const item = handler.url().split("?")[0] ?? "";
  await handler.goto(`${item}/edit`);
  const body = handler.getByLabel("正文", { exact: true });
  await body.focus();
  await handler.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/html", "<p class=MsoNormal><b>粘贴</b>的字<o:p></o:p></p><script>x()</script>");
    document.getElementById("body")?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(body).toHaveValue(/\*\*粘贴\*\*的字/);
  await expect(handler.locator("#draft-state")).toContainText("自动存了草稿", { timeout: 15_000 });
  await handler.close({ runBeforeUnload: false });
  const again = await writer.newPage();
  await again.goto(`${item}/edit`);
  await again.getByRole("link", { name: "打开没保存的内容" }).click();
  await expect(again.getByLabel("正文", { exact: true })).toHaveValue(/粘贴/);
  await again.close();
});

test("pictures come along with a paste, and one that cannot leaves its reason in its place", async () => {
  const handler = await writer.newPage();
  await handler.goto(portal.url("desk/news/new/article"));
  await fillIn(handler.locator("#edit"), HEAD);
  const body = handler.getByLabel("正文", { exact: true });
  const inside = jpeg("inside").toString("base64");
  await paste(handler, `<p>一</p><p><img src="data:image/jpeg;base64,${inside}" alt="随手写的"></p><p>二</p><p><img src="file:///C:/a/image001.png"></p><p>三</p>`, [png(80, 60, "beside")]);
  const lines = /^一\n\n!\[\]\(\.\.\/pictures\/tu-[0-9a-f]{12}\.jpg\)\n\n二\n\n!\[\]\(\.\.\/pictures\/tu-[0-9a-f]{12}\.jpg\)\n\n三\n?$/;
  await expect(body, "the one inside and the one beside the words, each at its place").toHaveValue(lines, { timeout: 60_000 });
  await expect(handler.locator("#draft-state")).toContainText("收进 2 张图片");
  await expect(handler.locator("#looked"), "their words and sources are still to be written").toContainText("图片没有文字说明");
  await expect(handler.locator("#looked")).toContainText("还没有写来源");

  await body.fill("");
  const bad = Buffer.from("GIF89a").toString("base64");
  await paste(handler, `<p>甲<img src="file:///C:/a/image001.png"></p><p><img src="https://example.com/a.png"></p><p><img src="data:image/gif;base64,${bad}"></p><table><tr><td>1</td><td>2</td></tr></table>`, [png()]);
  await expect(body, "what is on the disk").toHaveValue(/甲!\[这里少一张图：浏览器读不到 Word、WPS 留在您电脑上的图片。[^\]]*复制[^\]]*\]\(paste:1\)/);
  await expect(body, "on another site").toHaveValue(/少一张图：图片在别的网站上[^\]]*\]\(paste:2\)/);
  await expect(body, "of a kind that is not taken").toHaveValue(/少一张图：[^\]]*动图[^\]]*\]\(paste:3\)/);
  await expect(handler.locator("#draft-state")).toContainText("有 3 张没有收进来");
  await expect(handler.locator("#looked"), "and the checks do not let it pass").toContainText("这里少一张图");

  await body.fill("");
  await paste(handler, "", [png(70, 50, "alone")]);
  await expect(body, "a picture copied by itself").toHaveValue(/^!\[\]\(\.\.\/pictures\/tu-[0-9a-f]{12}\.jpg\)$/);
  await noSideways(handler);
  await handler.close({ runBeforeUnload: false });
});

/** As a browser tells a page what is pasted: words as HTML, and files beside them. */
async function withoutSignal(page: Page, look: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true);
  await look();
  await page.context().setOffline(false);
}

async function paste(page: Page, html: string, files: Buffer[]): Promise<void> {
  await page.evaluate(
    ([html, files]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      for (const base64 of files) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        data.items.add(new File([bytes], "image.png", { type: "image/png" }));
      }
      const body = document.getElementById("body");
      body?.focus();
      body?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [html, files.map((file) => file.toString("base64"))] as const,
  );
}

async function noSideways(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, "nothing runs out of a phone's screen").toBeLessThanOrEqual(0);
}
