// An article in scripts that run otherwise: from right to left, and from top to bottom in a box of its own.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { fits, judge, MODES, remember } from "./harness/comfort.ts";
import { Portal } from "./harness/portal.ts";
import { kb, openCold, total } from "./pages/line.ts";

/** Own names of the languages; nobody here writes them, so the text below is the plain one again. */
const NAMES = { ug: "ئۇيغۇرچە", "mn-Mong": "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ" };

let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start();
  const folder = join(portal.folder, "variants");
  await mkdir(join(folder, "articles"), { recursive: true });
  const plain = await readFile(fileURLToPath(new URL("../content/articles/expired-medicine.md", import.meta.url)), "utf8");
  for (const [tag, name] of Object.entries(NAMES)) {
    const text = plain.replace(/^title = .*$/m, `title = "${name}"\nlanguage = "${tag}"\nvariant_of = "expired-medicine"`);
    await writeFile(join(folder, `articles/${at(tag)}.md`), text);
  }
  await portal.tell("content", "import", folder, "--published");
  for (const tag of Object.keys(NAMES)) {
    await expect.poll(async () => (await fetch(portal.url(`article/${at(tag)}`))).status, { message: tag }).toBe(200);
  }
});
test.afterAll(() => portal?.dispose());

const at = (tag: string) => `expired-medicine-${tag.toLowerCase()}`;

for (const mode of MODES) {
  test(`lines from top to bottom scroll sideways in their own box, ${mode} type`, async ({ page, context }) => {
    await remember(context, portal.url(), mode);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(portal.url(`article/${at("mn-Mong")}`));
    await fits(page);
    await page.setViewportSize({ width: 360, height: 740 });
    const box = page.getByRole("region", { name: "蒙古文正文，可以左右滑动" });
    await expect(box).toHaveCSS("writing-mode", "vertical-lr");
    await expect(box.getByRole("heading", { level: 1 })).toHaveText(NAMES["mn-Mong"]);
    const size = await box.evaluate((box) => ({ inside: box.scrollWidth, shown: box.clientWidth, below: box.scrollHeight - box.clientHeight }));
    expect(size.inside).toBeGreaterThan(size.shown);
    expect(size.below, "nothing hides below").toBeLessThanOrEqual(1);
    await box.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => box.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
    await judge(page);
  });

  test(`lines from right to left begin at the right, ${mode} type`, async ({ page, context }) => {
    await remember(context, portal.url(), mode);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(portal.url(`article/${at("ug")}`));
    const text = page.locator('main div[dir="rtl"]');
    await expect(text).toHaveCSS("direction", "rtl");
    await expect(page.locator("main nav").first(), "what the house says does not turn").toHaveCSS("direction", "ltr");
    await fits(page);
    await judge(page);
  });
}

test("a text leads to the others in their own names, and back", async ({ page }) => {
  await page.goto(portal.url("article/expired-medicine"));
  const others = page.getByRole("navigation", { name: "其他文字" });
  await expect(others.getByRole("link")).toHaveText([NAMES["mn-Mong"], NAMES.ug]);
  await others.getByRole("link", { name: NAMES.ug }).click();
  await expect(page.locator("main")).toHaveAttribute("lang", "ug");
  await page.getByRole("link", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(NAMES.ug);
});

for (const path of ["article/approval-number-hant", `article/${at("mn-Mong")}`]) {
  test(`${path} weighs no more than any article`, async ({ page }) => {
    const transfers = await openCold(page, portal.url(path));
    console.log(`weight ${path}: ${kb(total(transfers))} in ${transfers.length} requests`);
    expect(total(transfers)).toBeLessThanOrEqual(45 * 1024);
    expect(transfers.filter((transfer) => transfer.type === "Font" || transfer.type === "Script")).toEqual([]);
  });
}
