// A photo of a code on /check: read on the phone, which it never leaves; and what is said while somebody types.
import { mkdir } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, type Request, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { isWasm, kb, openCold } from "./pages/line.ts";
import { photo } from "./photos/box.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const GLUE = join(ROOT, "target/bundle/glue/scan/scan.js");
const TRACE = "81234567890123456789";
const EAN = "6901234567892";
const NOTHING = "没有认出来。把手机对准条形码或二维码";
const MOST_WASM = 350 * 1024;

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start({ basePath: "/aqyy/" });
});
test.afterAll(() => portal?.dispose());

async function open(page: Page): Promise<void> {
  await page.goto(portal.url("check"));
  await expect(chooser(page)).toBeAttached();
}

const chooser = (page: Page) => page.getByLabel("拍照识别条形码");
const field = (page: Page) => page.getByLabel("把号码写在这里");
const answered = (text: string) => portal.url(`check?q=${encodeURIComponent(text)}`);

/** Everything the page asks for from now on. */
function asked(page: Page): Request[] {
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  return requests;
}

test("a photo of a QR code is read on the phone and only its number is sent", async ({ page, browser }) => {
  const file = await photo(browser, [{ kind: "qrcode", text: TRACE, wide: 0.2, turned: 12 }]);
  await open(page);
  const requests = asked(page);
  const start = Date.now();
  await chooser(page).setInputFiles(file);
  await page.waitForURL(answered(TRACE));
  console.log(`scan: a QR code of a photo of ${kb(file.buffer.length)} read and asked in ${Date.now() - start} ms`);
  await expect(page.getByRole("heading", { name: "药品追溯码" })).toBeVisible();
  await expect(field(page)).toHaveValue(TRACE);
  expect(requests.every((request) => request.method() === "GET" && request.postData() === null)).toBe(true);
  const before = requests.slice(0, requests.findIndex((request) => request.isNavigationRequest()));
  expect(before.map((request) => request.url()).filter((url) => !url.startsWith("blob:"))).toEqual([expect.stringMatching(/\/pkg\/scan\.[0-9a-f]+\.wasm$/)]);
});

for (const [how, label, shot] of [
  ["straight", { wide: 0.7 }, {}],
  ["as PNG", { wide: 0.6 }, { type: "image/png" as const }],
  ["upright", { wide: 0.6, turned: 90 }, {}],
  ["aslant", { wide: 0.6, turned: 40 }, {}],
  ["small in a large photo", { wide: 0.2, x: 0.3, y: 0.6 }, { width: 4000, height: 3000, noise: 12 }],
] as const) {
  test(`a Code 128 ${how} is read`, async ({ page, browser }) => {
    const file = await photo(browser, [{ kind: "code128", text: TRACE, ...label }], shot);
    await open(page);
    const start = Date.now();
    await chooser(page).setInputFiles(file);
    await page.waitForURL(answered(TRACE));
    console.log(`scan: a Code 128 ${how}, ${kb(file.buffer.length)}, read and asked in ${Date.now() - start} ms`);
    await expect(page.locator(".printed")).toHaveText(TRACE);
  });
}

test("of several codes one is chosen, and what was typed stays with it", async ({ page, browser }) => {
  const labels = [
    { kind: "ean13", text: EAN, x: 0.25, y: 0.25, wide: 0.3 },
    { kind: "code128", text: TRACE, x: 0.5, y: 0.75, wide: 0.7 },
  ];
  const file = await photo(browser, labels);
  await open(page);
  await field(page).fill("批号 SL260101");
  await chooser(page).setInputFiles(file);
  await expect(page.getByRole("status")).toHaveText("照片里有 2 个码。要查哪一个？");
  await expect(page.getByRole("button", { name: `条形码 ${TRACE}` })).toBeVisible();
  await page.getByRole("button", { name: `商品条形码 ${EAN}` }).click();
  await page.waitForURL(/check\?q=/);
  await expect(page.locator(".printed")).toHaveText(["SL260101", EAN]);
});

test("a photo without a code says what to do, and the next one is read", async ({ page, browser }) => {
  const [empty, code] = await Promise.all([photo(browser, []), photo(browser, [{ kind: "datamatrix", text: TRACE, wide: 0.25 }])]);
  await open(page);
  await chooser(page).setInputFiles(empty);
  await expect(page.getByRole("status")).toContainText(NOTHING);
  expect(page.url()).toBe(portal.url("check"));
  await chooser(page).setInputFiles(code);
  await page.waitForURL(answered(TRACE));
});

test("what is no picture, and a module that does not come, each get a sentence", async ({ page, browser }) => {
  await open(page);
  await chooser(page).setInputFiles({ name: "box.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture") });
  await expect(page.getByRole("status")).toContainText("这个文件打不开，可能不是照片");
  await chooser(page).setInputFiles({ name: "box.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(41 * 1024 * 1024) });
  await expect(page.getByRole("status")).toContainText("这张照片太大");

  const file = await photo(browser, [{ kind: "qrcode", text: TRACE, wide: 0.3 }]);
  await page.route(/\/pkg\/scan\.[0-9a-f]+\.wasm/, (route) => route.abort());
  await open(page);
  await chooser(page).setInputFiles(file);
  await expect(page.getByRole("status")).toContainText("认码的程序没有下载下来");
  await page.unroute(/\/pkg\/scan\.[0-9a-f]+\.wasm/);
  await chooser(page).setInputFiles(file);
  await page.waitForURL(answered(TRACE));

  await page.route(/\/pkg\/scan\.[0-9a-f]+\.wasm/, (route) => route.fulfill({ body: "no module" }));
  await open(page);
  await chooser(page).setInputFiles(file);
  await expect(page.getByRole("status")).toContainText("这个浏览器认不了照片里的码");
});

test("without WebAssembly the page says so and the form works", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto(portal.url("check"));
  await expect(page.getByText("这个浏览器认不了照片里的码，请把号码打出来。")).toBeVisible();
  await expect(chooser(page)).toHaveCount(0);
  await field(page).fill(TRACE);
  await page.getByRole("button", { name: "查一查" }).click();
  await page.waitForURL(answered(TRACE));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("there is no button, and the form works", async ({ page }) => {
    await page.goto(portal.url("check"));
    await expect(chooser(page)).toHaveCount(0);
    await expect(page.getByText("照片")).toBeHidden();
    await field(page).fill(TRACE);
    await page.getByRole("button", { name: "查一查" }).click();
    await page.waitForURL(answered(TRACE));
  });
});

test("while somebody types the page says what it is and what is odd, and sends nothing", async ({ page }) => {
  await open(page);
  const requests = asked(page);
  await field(page).pressSequentially("国药准字H2001300");
  const said = page.locator("form.check [aria-live=polite]");
  await expect(said).toContainText("药品批准文号");
  await expect(said).toContainText("数字一般是8位，这里是7位");
  await expect(said).toContainText("不等于东西是真的");
  await field(page).press("End");
  await field(page).pressSequentially("1");
  await expect(said).not.toContainText("有地方要再看看");
  await expect(said.locator(".printed")).toHaveText("国药准字H20013001");
  await field(page).fill("还没写完");
  await expect(said).toHaveText("");
  await field(page).fill("云卫消证字（2020）第0001号");
  await expect(said.locator(".no-medicine")).toContainText("这不是药");
  const files = requests.map((request) => new URL(request.url()).pathname.replace(/\.[0-9a-f]{16}\./, "."));
  expect(files.sort(), "module and words, once").toEqual(["/aqyy/check/words", "/aqyy/pkg/scan.wasm"]);
});

test("who asked to save data gets the module only for a photo", async ({ page, browser }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await open(page);
  const requests = asked(page);
  await field(page).pressSequentially("国药准字H20013001");
  expect(requests).toEqual([]);
  await chooser(page).setInputFiles(await photo(browser, [{ kind: "qrcode", text: TRACE, wide: 0.3 }]));
  await page.waitForURL(/check\?q=/);
  await expect(page.locator(".printed")).toHaveText(["国药准字H20013001", TRACE]);
});

test("module and server say the same of every number the rules are tested with", async ({ page, request }) => {
  test.setTimeout(120_000);
  const texts = tested();
  expect(texts.length).toBeGreaterThanOrEqual(100);
  await moduleAlone(page);
  for (const text of [...texts, "110105 19491231 0021", "药".repeat(501), "【批准文号】国药准字H20013001\n追溯码 8123 4567 8901 2345 6789"]) {
    const html = await (await request.get(answered(text))).text();
    const [there, here] = await page.evaluate(([text, html]) => (window as unknown as Alone).compare(text, html), [text, html] as const);
    expect(here, text).toEqual(there);
  }
  console.log(`scan: ${texts.length} numbers said the same by the module and the server`);
});

for (const mode of MODES) {
  test(`${mode} type: the page with its button, a choice and a verdict is in order and fits`, async ({ page, context, browser }) => {
    await remember(context, portal.url(), mode);
    const labels = [
      { kind: "ean13", text: EAN, x: 0.25, y: 0.25, wide: 0.3 },
      { kind: "qrcode", text: `https://example.cn/${"very-long-path/".repeat(8)}${TRACE}`, x: 0.7, y: 0.6, wide: 0.3 },
    ];
    const file = await photo(browser, labels);
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page);
    await picture(page, `empty-${mode}`);
    await field(page).fill("国食健注20190001");
    await expect(page.locator("form.check .warn")).toBeVisible();
    await chooser(page).setInputFiles(file);
    await expect(page.getByRole("status")).toContainText("照片里有 2 个码");
    await picture(page, `choice-${mode}`);
    await judge(page);
    await thumbs(page, mode === "large" ? 60 : 48);
    await fits(page);
  });
}

test("the page loads only its script; the module weighs at most 350 KB", async ({ page, request }) => {
  const transfers = await openCold(page, portal.url("check"));
  expect(transfers.filter(isWasm)).toEqual([]);
  expect(transfers.filter((transfer) => transfer.url.endsWith(".js")).length).toBe(1);
  const address = (await page.locator("script[data-scan-script]").getAttribute("data-scan-script")) ?? "";
  const packed = await request.get(new URL(address, portal.url()).href, { headers: { "accept-encoding": "br" } });
  const weight = Number(packed.headers()["content-length"]);
  console.log(`scan: the module is ${kb(weight)} on the line, the script ${kb(transfers.find((one) => one.url.endsWith(".js"))?.bytes ?? 0)}`);
  expect(packed.headers()["cache-control"]).toContain("immutable");
  expect(weight).toBeLessThanOrEqual(MOST_WASM);
  for (const other of ["", "numbers", "article/expiry-date", "outlets"]) {
    const answer = await page.goto(portal.url(other));
    expect(answer?.headers()["content-security-policy"], other).not.toContain("wasm-unsafe-eval");
    await expect(page.locator("script[data-scan-script]")).toHaveCount(0);
  }
});

/** The right, odd and unknown numbers of the rules' own tests. */
function tested(): string[] {
  const tests = readFileSync(join(ROOT, "app/domain/src/printed_number/tests.rs"), "utf8");
  const [tables = ""] = tests.split("fn keys(");
  const texts = [...tables.matchAll(/^ {4}\("((?:[^"\\]|\\.)*)",/gm)].map(([, text = ""]) => text);
  return texts.map((text) => text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16))));
}

/** What the page of the module alone can do; see `moduleAlone`. */
interface Alone {
  compare(text: string, html: string): [unknown, unknown];
}

/** The served module in a page of its own, without our script around it. */
async function moduleAlone(page: Page): Promise<void> {
  const { request } = page.context();
  const served = await (await request.get(portal.url("check"))).text();
  const of = (name: string) => new RegExp(` ${name}="([^"]+)"`).exec(served)?.[1] ?? "";
  const get = async (address: string) => (await request.get(new URL(address, portal.url()).href)).body();
  const [wasm, words] = await Promise.all([get(of("data-scan-script")), get(of("data-words"))]);
  await page.evaluate(
    async ([glue, bytes, words, year]) => {
      const module = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(glue)}`);
      await module.default({ module_or_path: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer });
      const judge = module.judge_with(words, Number(year));
      const alone = window as unknown as Alone;
      alone.compare = (text, html) => {
        const main = new DOMParser().parseFromString(html, "text/html").querySelector("main") as Element;
        const words = (place: Element, selector: string) => Array.from(place.querySelectorAll(selector), (one) => one.textContent);
        const sections = Array.from(main.querySelectorAll("section.number"), (place) => ({
          name: words(place, "h3")[0],
          printed: words(place, ".printed")[0] ?? null,
          not_medicine: words(place, ".no-medicine")[0] ?? null,
          odd: words(place, ".warn li"),
        }));
        const judged = JSON.parse(judge.judge(text));
        const told = judged.told.map(({ known, ...told }: { known: boolean }) => told);
        const note = sections.length > 0 ? (words(main, ".notice p")[0] ?? null) : null;
        const refused = words(main, ".field.bad .error")[0] ?? null;
        return [{ refused, told: sections, note }, { ...judged, told }];
      };
    },
    [readFileSync(GLUE, "utf8"), wasm.toString("base64"), words.toString("utf8"), of("data-year")] as const,
  );
}

/** For whoever wants to look: YAOAN_SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.YAOAN_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/scan-${name}.png`, fullPage: true });
}
