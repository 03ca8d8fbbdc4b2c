// The editor's preview drawn in the browser: byte for byte what the server draws, at once, and only there.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { Office } from "./pages/staff.ts";
import { jpeg } from "./photos/photo.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const GLUE = join(ROOT, "target/bundle/glue/editor/editor.js");

/** Everything that may be wrong with a body, and what is odd but right. */
const ODD = [
  "",
  "一行。\n\n# 大标题\n\n## 不认识 {.nothing}\n\n字<b>粗</b>\n\n<script>alert(1)</script>\n",
  "[没有的](nowhere.md)、[外面](https://www.nmpa.gov.cn/?a=1&b=2 \"题\")、[电话](tel:12315)、[坏电话](tel:一)。\n\n![没有](../pictures/none.svg)\n",
  "![](../pictures/leaflet.svg)\n\n![](../pictures/leaflet.svg \"装饰图\")\n\n字![药盒“正面”](../pictures/medicine-box.svg)字\n",
  "## 三步 {.steps}\n\n一段话。\n\n## 误会 {.myths}\n\n- 只有一半\n\n## 误会 {.myths}\n\n- ✗ 一。\n  ✓ 二。\n",
  "| 药名 | 数量 |\n| --- | ---: |\n| <感冒药> & \"x\" | 2 |\n\n> 引用\n\n1. 一\n   - 甲 `码`\n2. 二\n\n***粗斜*** ~~删~~ 尾  \n换行\n字\nword\nword\n\n---\n",
  "看[这篇](expiry-date.md)、[这篇](../articles/expiry-date.md)和[案例](../disclosures/market-stall-no-licence.md)。\n",
];

let portal: Portal;
let office: Office;
let writer: BrowserContext;
test.beforeAll(async ({ browser }) => {
  portal = await Portal.start({ basePath: "/aqyy/" });
  office = new Office(portal, browser);
  writer = await browser.newContext({ baseURL: portal.url() });
  await office.lend("handler", writer);
});
test.afterAll(async () => {
  await writer?.close();
  await office?.close();
  await portal?.dispose();
});

test("module and server draw every text of content/ the same, byte for byte", async ({ browser }) => {
  test.setTimeout(300_000);
  const page = await moduleAlone(browser.newPage());
  const bodies = everyBody();
  bodies.article?.push(["picture of the newsroom", `开头。\n\n${await ofAlbum()}\n`]);
  let compared = 0;
  for (const [kind, written] of Object.entries(bodies)) {
    for (const [name, body] of written) {
      const server = await drawnByServer(kind, body);
      const missing = await page.evaluate(([k, b]) => (window as unknown as Alone).names(k, b), [kind, body] as const);
      const answer = await writer.request.post(portal.url(`desk/news/named/${kind}`), { data: missing.join("\n"), headers: { "content-type": "text/plain" } });
      expect(answer.status()).toBe(200);
      const drawn = await page.evaluate(([k, b, found, line]) => (window as unknown as Alone).draw(k, b, found, line), [kind, body, await answer.json(), server.firstLine] as const);
      expect(drawn, `${kind} ${name}`).toBe(server.html);
      if (name.startsWith("picture")) expect(drawn).toContain(" srcset=");
      compared++;
    }
  }
  console.log(`preview: ${compared} texts drawn the same by the module and the server`);
  expect(compared).toBeGreaterThan(90);
  await page.context().close();
});

test("what is typed is drawn without the server, and nothing jumps", async () => {
  const page = await editor("article");
  await ready(page);
  await page.route("**/desk/news/look/*", (route) => route.abort());
  const body = page.getByLabel("正文", { exact: true });
  await body.fill("先说一句。\n\n![药盒](../pictures/medicine-box.svg)\n\n看[这篇](expiry-date.md)。\n");
  const preview = page.locator("#preview");
  await expect(preview.getByRole("img", { name: "药盒" })).toHaveAttribute("src", "/aqyy/pictures/medicine-box.svg");
  await expect(preview.getByRole("link", { name: "这篇" })).toHaveAttribute("href", "/aqyy/article/expiry-date");
  const image = await preview.locator("img").elementHandle();
  await preview.evaluate((place) => place.scrollIntoView());
  const before = await page.evaluate(() => scrollY);
  await page.evaluate(() => {
    const text = document.getElementById("body") as HTMLTextAreaElement;
    text.focus({ preventScroll: true });
    text.setRangeText("再说一句。", text.value.length, text.value.length, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(preview).toContainText("再说一句。");
  expect(await image?.evaluate((element) => element.isConnected), "the picture is the same element").toBe(true);
  await expect(body).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(before);
  await body.fill("先说一句。\n\n<b>粗</b>\n");
  await expect(preview.getByRole("heading", { name: "正文要先改" }), "faults come at once, too").toBeVisible();
  await expect(preview).toContainText("正文里不能写 HTML");
  await page.close({ runBeforeUnload: false });
});

test("without the module the server draws, as without JavaScript a button does", async () => {
  const page = await writer.newPage();
  await page.route(/\/pkg\/editor\.[0-9a-f]+\.wasm/, (route) => route.abort());
  await page.goto(portal.url("desk/news/new/article"));
  await expect(page.locator("html")).toHaveAttribute("data-preview", "failed");
  const asked = page.waitForRequest("**/desk/news/look/article");
  await page.getByLabel("正文", { exact: true }).fill("服务器画的。\n\n<b>粗</b>\n");
  await asked;
  await expect(page.locator("#preview")).toContainText("服务器画的。");
  await expect(page.locator("#preview")).toContainText("正文里不能写 HTML");
  await expect(page.locator("#found")).not.toContainText("正文里不能写 HTML");
  await page.close({ runBeforeUnload: false });

  const plain = await office.page("handler");
  await plain.goto(portal.url("desk/news/new/article"));
  await plain.getByLabel("正文", { exact: true }).fill("按钮画的。\n\n<b>粗</b>\n");
  await plain.getByRole("button", { name: "预览和检查" }).click();
  await expect(plain.locator("#preview")).toContainText("按钮画的。");
  await expect(plain.getByLabel("正文", { exact: true })).toHaveValue("按钮画的。\n\n<b>粗</b>\n");
  await plain.close();
});

test("50,000 characters are drawn anew at every change, and how fast is told", async () => {
  const page = await editor("article");
  await ready(page);
  const paragraph = "药水开封以后，空气和水会进去，放久了会坏，不要再喝。看[这篇](expiry-date.md)。";
  const long = `${Array.from({ length: 900 }, () => paragraph).join("\n\n")}\n`.padEnd(50_000, "药");
  const body = page.getByLabel("正文", { exact: true });
  // Put there at once, as a paste is: typing it as a person would takes Chromium longer than everything else here.
  await body.evaluate((text: HTMLTextAreaElement, long) => {
    text.value = long;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }, long);
  await expect(page.locator("#preview a").first()).toBeVisible();
  const took: number[] = [];
  for (let n = 0; n < 12; n++) {
    await page.evaluate((word) => {
      const text = document.getElementById("body") as HTMLTextAreaElement;
      const middle = text.value.indexOf("\n\n", text.value.length / 2);
      text.setRangeText(word, middle, middle, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }, `第${n}次`);
    await expect(page.locator("#preview")).toContainText(`第${n}次`);
    took.push(Number(await page.locator("#preview").getAttribute("data-took")));
  }
  took.sort((one, other) => one - other);
  const characters = await body.evaluate((text: HTMLTextAreaElement) => text.value.length);
  console.log(`preview: ${characters} characters drawn anew in ${took[6]} ms (median), ${took[11]} ms (most)`);
  await page.close({ runBeforeUnload: false });
});

test("only the editor may run WebAssembly, and its module weighs at most 150 KB", async () => {
  const page = await writer.newPage();
  const answer = await page.goto(portal.url("desk/news/new/article"));
  expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
  const address = (await page.locator("script[data-editor-script]").getAttribute("data-editor-script")) ?? "";
  const packed = await writer.request.get(new URL(address, portal.url()).href, { headers: { "accept-encoding": "br" } });
  const weight = Number(packed.headers()["content-length"]);
  console.log(`preview: the module is ${weight} bytes on the line`);
  expect(packed.headers()["cache-control"]).toContain("immutable");
  expect(weight).toBeLessThanOrEqual(150 * 1024);
  for (const other of ["desk/news", "desk", "", "article/expiry-date"]) {
    const answer = await page.goto(portal.url(other));
    expect(answer?.headers()["content-security-policy"], other).not.toContain("wasm-unsafe-eval");
    await expect(page.locator("script[data-editor-script]")).toHaveCount(0);
  }
  await page.close();
});

/** What the page of the module alone can do; see `moduleAlone`. */
interface Alone {
  names(kind: string, body: string): string[];
  draw(kind: string, body: string, found: unknown[], firstLine: number): string;
}

/** The served module in a page of its own, without the editor's script around it. */
async function moduleAlone(opened: Promise<Page>): Promise<Page> {
  const page = await opened;
  const answer = await (await writer.request.get(portal.url("desk/news/new/article"))).text();
  const address = /data-editor-script="([^"]+)"/.exec(answer)?.[1] ?? "";
  const wasm = await (await writer.request.get(new URL(address, portal.url()).href)).body();
  await page.evaluate(
    async ([glue, bytes]) => {
      const module = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(glue)}`);
      await module.default({ module_or_path: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer });
      const alone = window as unknown as Alone;
      alone.names = (kind, body) => module.begin(kind, "/aqyy/").missing(body);
      alone.draw = (kind, body, found, firstLine) => {
        const writing = module.begin(kind, "/aqyy/");
        for (const one of found as any[]) {
          if (one.is === "picture") {
            const widths = Uint32Array.from(one.copies.map(([width]: [number]) => width));
            writing.picture(one.name, one.width, one.height, one.alt ?? undefined, widths, one.copies.map(([, name]: [number, string]) => name));
          } else writing[one.is](one.slug);
        }
        return writing.draw(body, firstLine);
      };
    },
    [readFileSync(GLUE, "utf8"), wasm.toString("base64")] as const,
  );
  return page;
}

/** A picture of the newsroom, as a text shows it: it comes in several sizes. */
async function ofAlbum(): Promise<string> {
  const page = await office.page("leader");
  await page.goto(portal.url("desk/pictures"));
  await page.getByText("上传一张图片").click();
  await page.getByLabel("图片文件").setInputFiles({ name: "box.jpg", mimeType: "image/jpeg", buffer: jpeg("preview") });
  await page.getByLabel("文字说明").fill("药盒背面，有效期印在左下角");
  await page.getByRole("textbox", { name: "来源", exact: true }).fill("本局药械股");
  await page.getByRole("button", { name: "上传" }).click({ timeout: 60_000 });
  await page.waitForURL(/desk\/pictures\/[0-9a-f-]{36}/);
  const facts = await page.locator("dl.facts").first().innerText();
  await page.close();
  return /!\[.*\]\(.*\)/.exec(facts)?.[0] ?? "";
}

/** Kind → name and body. Posts come from nobody's file, so that articles' bodies stand in for them. */
function everyBody(): Record<string, [string, string][]> {
  const of = (folder: string): [string, string][] =>
    readdirSync(join(ROOT, "content", folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => [name, readFileSync(join(ROOT, "content", folder, name), "utf8").split("\n+++\n").slice(1).join("\n+++\n")]);
  const odd = ODD.map((body, n): [string, string] => [`odd ${n}`, body]);
  const posts = [...odd, ...of("articles").slice(0, 4)];
  return {
    article: [...of("articles"), ...odd],
    disclosure: [...of("disclosures"), ...odd],
    notice: posts,
    alert: posts,
    campaign: posts,
    leaflet: posts,
  };
}

async function drawnByServer(kind: string, body: string): Promise<{ html: string; firstLine: number }> {
  const answer = await writer.request.post(portal.url(`desk/news/look/${kind}`), { form: { body } });
  expect(answer.status()).toBe(200);
  const [, rest = ""] = (await answer.text()).split('<div id="preview"');
  const [, firstLine, html] = /^ data-first-line="(\d+)">([\s\S]*)<\/div>/.exec(rest) ?? [];
  expect(html).toBeDefined();
  return { html: html ?? "", firstLine: Number(firstLine) };
}

async function editor(kind: string): Promise<Page> {
  const page = await writer.newPage();
  await page.goto(portal.url(`desk/news/new/${kind}`));
  return page;
}

async function ready(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-preview", "ready");
}
