// Texts without a signal: the last ones opened open again, whole; what is not kept says so.
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { kept, texts } from "./pages/kept.ts";
import { dayOf, kindOf, MOST, picturesOf, withList, withNote } from "../public/reader/kept.ts";

const BASE = "/aqyy/";

test.describe("the rules", () => {
  test("only texts are kept, and only reading pages are answered", () => {
    const table: [string, string][] = [
      ["article/expired-medicine", "text"],
      ["disclosure/expired-drugs-on-shelf", "text"],
      ["kept", "kept"],
      ["pictures/ab12.webp", "picture"],
      ["", "list"],
      ["column/take-back", "list"],
      ["notice/x", "list"],
      ...["report", "report/new", "report/receipt/ab", "track", "reward", "reaction", "reaction/received/ab", "check", "search", "take-back",
        "desk", "desk/news", "officer", "officer/new/clue", "api/v1/x", "article/a/b", "sw.js", "shared/x"].map((path): [string, string] => [path, "other"]),
    ];
    for (const [path, kind] of table) expect(kindOf(path), path).toBe(kind);
  });

  test("a page's own pictures are found, and words cannot leave their place", () => {
    const html = '<main id="main"><h1>题</h1><img src="/aqyy/pictures/a.webp" srcset="/aqyy/pictures/a.webp 360w, /aqyy/pictures/b.webp 720w"><img src="data:x"></main>';
    expect(picturesOf(html, BASE)).toEqual(["/aqyy/pictures/a.webp"]);
    expect(withNote(html, "")).not.toContain("srcset");
    const heard = '<main id="main"><div class="listen"><p>听</p><audio src="/a"></audio></div><p>文字</p><div class="listen">二</div></main>';
    expect(withNote(heard, "").replace(/^<main id="main"><div class="notice".*?<\/div>/, "")).toBe("<p>文字</p></main>");
    expect(withNote(html, "2026-11-22")).toContain('<main id="main"><div class="notice" role="status"><p>网络不通或者太慢，这是 2026-11-22 存下的');
    expect(withList("<p data-none>没有</p>", [])).toBe("<p data-none>没有</p>");
    expect(withList("<p data-none>没有</p>", [{ path: "/a", title: "甲" }])).toBe('<ul class="list" data-kept><li><a href="/a">甲</a></li></ul>');
    expect(dayOf("Sun, 22 Nov 2026 17:00:00 GMT")).toBe("2026-11-23");
    expect(dayOf(null)).toBe("");
  });
});

test.describe("on a phone", () => {
  let portal: Portal;
  test.beforeAll(async () => {
    portal = await Portal.start({ basePath: BASE });
  });
  test.afterAll(() => portal?.dispose());

  test("what was read is read again without a signal, and what is not kept says what is", async ({ page, context }) => {
    await page.goto(portal.url("article/expired-medicine"));
    const title = await page.locator("h1").innerText();
    await kept(page, BASE, "article/expired-medicine");
    await page.goto(portal.url("disclosure/expired-drugs-on-shelf"));
    await kept(page, BASE, "disclosure/expired-drugs-on-shelf");
    await page.goto(portal.url("article/box-label"));
    await kept(page, BASE, "article/box-label");
    await page.goto(portal.url("report"));
    await page.goto(portal.url("track"));

    await context.setOffline(true);
    const missing: string[] = [];
    page.on("requestfailed", (request) => missing.push(request.url()));
    await page.goto(portal.url("article/expired-medicine"));
    await expect(page.locator("h1")).toHaveText(title);
    await expect(page.getByText("网络不通或者太慢，这是")).toBeVisible();
    await page.goto(portal.url("article/box-label"));
    const pictures = await page.locator("main img").all();
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) {
      await picture.scrollIntoViewIfNeeded();
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
    }
    expect(missing.filter((address) => /\/(pictures|css)\//.test(address)), "neither style nor picture is missing").toEqual([]);
    for (const path of ["article/medicine-storage-not-opened", "", "read"]) {
      await page.goto(portal.url(path));
      await expect(page.getByRole("heading", { name: "这部手机存下的文章" })).toBeVisible();
      await expect(page.locator("[data-kept] a")).toHaveCount(3);
    }
    await page.getByRole("link", { name: title }).click();
    await expect(page.locator("h1")).toHaveText(title);
    await expect(page.goto(portal.url("report")), "forms go past the worker").rejects.toThrow();
    await context.setOffline(false);
    const addresses = await page.goto(portal.url("article/expired-medicine")).then(() => cached(page));
    expect(addresses.filter((address) => /report|track|desk|officer|reaction/.test(address))).toEqual([]);
  });

  test("of more texts the last twenty stay", async ({ page, context }) => {
    await page.goto(portal.url("article/expired-medicine"));
    await kept(page, BASE, "article/expired-medicine");
    const slugs = (await slugsOf(page)).filter((slug) => slug !== "article/expired-medicine");
    expect(slugs.length).toBeGreaterThan(MOST + 1);
    const opened = slugs.slice(0, MOST + 2);
    for (const slug of opened) {
      await page.goto(portal.url(slug));
      await kept(page, BASE, slug);
    }
    await expect.poll(async () => (await texts(page, BASE)).length).toBe(MOST);
    expect((await texts(page, BASE)).map((path) => path.slice(BASE.length))).toEqual(opened.slice(-MOST));
    await context.setOffline(true);
    await page.goto(portal.url(opened[0]));
    await expect(page.getByRole("heading", { name: "这部手机存下的文章" })).toBeVisible();
  });

  test("the officers' worker and the readers' one leave each other alone", async ({ page }) => {
    await page.goto(portal.url("article/expired-medicine"));
    await kept(page, BASE, "article/expired-medicine");
    await page.goto(portal.url("officer"));
    // As the page does once a phone is bound.
    await page.evaluate((scope) => navigator.serviceWorker.register(`${scope}/sw.js`, { scope, updateViaCache: "none" }), `${BASE}officer`);
    await expect.poll(() => controller(page)).toContain("/officer/sw.js");
    expect(await scopes(page)).toEqual([BASE, `${BASE}officer`]);
    await page.goto(portal.url("article/expired-medicine"));
    expect(new URL(await controller(page)).pathname).toBe(`${BASE}sw.js`);
    expect(await texts(page, BASE)).toEqual([`${BASE}article/expired-medicine`]);
  });

  test("a site that stops its worker takes it off the phones", async ({ page }) => {
    const going = await Portal.start({ site: (toml) => toml });
    try {
      await page.goto(going.url("article/expired-medicine"));
      await kept(page, "/", "article/expired-medicine");
      await appendFile(join(going.folder, "site.toml"), "\n[reading]\nstop_worker = true\n");
      await going.restart();
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
      await expect.poll(() => scopes(page)).toEqual([]);
      await page.goto(going.url("article/expired-medicine"));
      expect(await page.content(), "and pages ask for it no more").not.toContain("serviceWorker");
    } finally {
      await going.dispose();
    }
  });
});

async function controller(page: Page): Promise<string> {
  return page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? "");
}

async function scopes(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map((one) => new URL(one.scope).pathname).sort());
}

async function cached(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const all: string[] = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname.slice(5));
    return all;
  });
}

/** Texts of the lists, in their order. */
async function slugsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const list of ["read", "read?page=2", "disclosures"]) {
    const html = await (await page.request.get(portalUrl(page, list))).text();
    for (const [, slug] of html.matchAll(/href="\/aqyy\/((?:article|disclosure)\/[a-z0-9-]+)"/g)) if (found.indexOf(slug) < 0) found.push(slug);
  }
  return found;
}

function portalUrl(page: Page, path: string): string {
  return `${new URL(page.url()).origin}${BASE}${path}`;
}
