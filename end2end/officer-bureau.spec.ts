// The whole way on the real portal: a coordinator enrols, a phone is bound, a clue is filled in
// without a network and arrives, and a lost phone is revoked.
import { expect, type Page, test } from "@playwright/test";
import { Line, storm } from "./officer/line.ts";
import { Portal } from "./harness/portal.ts";
import { seeded } from "./harness/seeded.ts";
import { jpeg } from "./photos/photo.mjs";

const PIN = "258014";

let portal: Portal;
let line: Line;
test.beforeAll(async () => {
  portal = await Portal.start();
  line = await Line.start(portal.origin);
});
test.afterAll(async () => {
  await line?.stop();
  await portal?.dispose();
});

test("enrolled at the desk, bound by code, reported through a storm, read at the desk, revoked", async ({ browser, page }) => {
  test.setTimeout(120_000);
  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await desk.goto(portal.url("desk/sign-in"));
  await desk.locator("[name=login]").fill("coordinator");
  await desk.locator("[name=password]").fill("yanshi-coordinator");
  await desk.locator("main button").click();
  await desk.goto(portal.url("desk/officers/new"));
  await desk.locator("[name=name]").fill("李大山");
  await desk.locator("[name=phone]").fill("13988312345");
  await desk.locator("[name=villages]").first().check();
  await desk.locator("main form button.button").first().click();
  await expect(desk).toHaveURL(/desk\/officers\/[0-9a-f-]{36}/);
  const officer = desk.url().split("?")[0];
  await desk.locator("form:has([name=step][value=code]) button").click();
  const code = (/\b(\d{4}) (\d{4})\b/.exec(await desk.locator("main").innerText()) ?? []).slice(1).join("");
  expect(code).toHaveLength(8);

  await page.goto(`${line.url}officer`);
  await page.getByRole("link", { name: "绑定这部手机" }).tap();
  await page.getByLabel("绑定码").fill(code);
  await page.getByLabel("自己定一个 6 位密码").fill(PIN);
  await page.getByLabel("再输一次密码").fill(PIN);
  await page.getByRole("button", { name: "绑定" }).tap();
  await expect(page.locator("[data-officer-name]")).toContainText("李大山");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  line.weather = storm(seeded(5));
  await page.getByRole("link", { name: /报线索/ }).tap();
  await started(page);
  await page.locator("label.tile", { hasText: "过期药" }).tap();
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("bureau") });
  await expect(page.getByText(/已存好，\d+ KB/)).toBeVisible();
  await page.getByRole("button", { name: "存好上报" }).tap();
  await page.waitForURL(/officer\/queue/);
  const sent = page.getByText(/已上报，编号/);
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(sent).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const number = (/编号 (\S+)/.exec(await sent.innerText()) ?? [])[1];
  line.weather = () => ({ fault: "none", at: 0 });
  await page.getByRole("link", { name: "看办理情况" }).tap();
  await expect(page.getByText("1 份照片、语音都到了")).toBeVisible();

  await desk.goto(portal.url("desk/field/records"));
  await expect(desk.locator("main")).toContainText(number);
  await desk.goto(officer);
  await desk.locator("form:has([name=step][value=revoke]) button").first().click();
  await page.goto(`${line.url}officer`);
  await expect(page.locator("[data-officer-unbound]")).toBeVisible();
});

async function started(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-officer", "ready");
}
