// A picture's focus: chosen among nine places without script, tapped with it, and seen in what is passed on.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { Office } from "./pages/staff.ts";
import { jpeg } from "./photos/photo.mjs";

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

test("the focus is chosen without script and tapped with it", async ({ browser }) => {
  test.setTimeout(120_000);
  const plain = await office.page("editor");
  await plain.goto(portal.url("desk/pictures"));
  await plain.getByText("上传一张图片").click();
  await plain.getByLabel("图片文件").setInputFiles({ name: "box.jpg", mimeType: "image/jpeg", buffer: jpeg("focus") });
  await plain.getByLabel("文字说明").fill("药盒背面");
  await plain.getByRole("textbox", { name: "来源", exact: true }).fill("本局");
  await plain.getByRole("button", { name: "上传" }).click();
  await plain.waitForURL(/desk\/pictures\/[0-9a-f-]{36}/);
  const address = plain.url().split("?")[0] ?? "";
  await expect(plain.getByLabel("正中")).toBeChecked();
  const before = await card(plain);
  await plain.locator("label.choice").filter({ hasText: /^右下$/ }).click();
  await save(plain);
  await expect(plain.getByLabel("右下")).toBeChecked();
  expect(await card(plain), "what is passed on is drawn anew").not.toBe(before);

  const phone = await browser.newContext({ baseURL: portal.url(), viewport: { width: 360, height: 740 } });
  await office.lend("editor", phone);
  const page = await phone.newPage();
  await page.goto(address);
  const marks = page.locator("svg.marks");
  const box = (await marks.boundingBox()) ?? { width: 0, height: 0 };
  await marks.click({ position: { x: box.width * 0.25, y: box.height * 0.5 } });
  await expect(page.getByLabel("右下")).not.toBeChecked();
  await save(page);
  const spot = (await page.locator("#focus_x").inputValue()) + "," + (await page.locator("#focus_y").inputValue());
  expect(spot, "the place that was tapped").toMatch(/^2[45](\.\d)?,(50|49\.\d|50\.\d)$/);
  await page.getByRole("button", { name: "遮住第 1 处" }).click();
  await marks.scrollIntoViewIfNeeded();
  const seen = (await marks.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(seen.x + seen.width * 0.5, seen.y + seen.height * 0.9);
  await page.mouse.down();
  await page.mouse.move(seen.x + seen.width * 0.2, seen.y + seen.height * 0.6, { steps: 4 });
  await page.mouse.up();
  await expect(marks.locator("rect.hide"), "it is seen before it is saved").toHaveCount(1);
  await save(page);
  const area = ["left", "top", "width", "height"].map((side) => page.locator(`#blur_1_${side}`).inputValue());
  const near = (await Promise.all(area)).map((value) => Math.round(Number(value)));
  expect(near, "drawn from its lower right to its upper left").toEqual([20, 60, 30, 30]);
  expect(await page.locator("#focus_x").inputValue(), "and the focus stays").toMatch(/^2[45]/);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, "nothing runs out of a phone's screen").toBeLessThanOrEqual(0);
  await phone.close();
});

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("status")).toBeVisible();
}

/** What is passed on. */
async function card(page: Page): Promise<string> {
  const image = page.locator("figure").filter({ hasText: "转发时的小图" }).locator("img");
  const answer = await page.request.get(new URL((await image.getAttribute("src")) ?? "", page.url()).href);
  expect(answer.status()).toBe(200);
  return (await answer.body()).toString("base64");
}
