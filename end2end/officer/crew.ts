// Officers and their phones on the real portal, by the way people go: a coordinator enrols somebody
// and reads out a code, the officer types it in.
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import type { Portal } from "../harness/portal.ts";

export const PIN = "258014";

export interface Enrolled {
  /** The officer's page at the desk. */
  address: string;
  /** Binds one phone. */
  code: string;
}

/** Signs one of the demonstration's people in at the desk. */
export async function signIn(desk: Page, portal: Portal, login: string): Promise<void> {
  await desk.goto(portal.url("desk/sign-in"));
  await desk.locator("[name=login]").fill(login);
  await desk.locator("[name=password]").fill(`yanshi-${login}`);
  await desk.locator("main button").click();
}

/** `desk` must be a coordinator's; the officer answers for the first villages of the list. */
export async function enrol(desk: Page, portal: Portal, name: string, phone: string, villages = 1): Promise<Enrolled> {
  await desk.goto(portal.url("desk/officers/new"));
  await desk.locator("[name=name]").fill(name);
  await desk.locator("[name=phone]").fill(phone);
  for (let place = 0; place < villages; place += 1) await desk.locator("[name=villages]").nth(place).check();
  await desk.locator("main form button.button").first().click();
  await expect(desk).toHaveURL(/desk\/officers\/[0-9a-f-]{36}/);
  const address = desk.url().split("?")[0];
  await desk.locator("form:has([name=step][value=code]) button").click();
  const code = (/\b(\d{4}) (\d{4})\b/.exec(await desk.locator("main").innerText()) ?? []).slice(1).join("");
  expect(code).toHaveLength(8);
  return { address, code };
}

/** Leaves the phone on its home page, bound, with its service worker in place. */
export async function bind(page: Page, url: string, { code }: Enrolled, name: string): Promise<void> {
  await page.goto(`${url}officer`);
  await page.getByRole("link", { name: "绑定这部手机" }).click();
  await page.getByLabel("绑定码").fill(code);
  await page.getByLabel("自己定一个 6 位密码").fill(PIN);
  await page.getByLabel("再输一次密码").fill(PIN);
  await page.getByRole("button", { name: "绑定" }).click();
  await expect(page.locator("[data-officer-name]")).toContainText(name);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** Enrols somebody and binds a phone of theirs by this address of the portal; gives the cookies the phone sends. */
export async function boundPhone(browser: Browser, portal: Portal, url: string): Promise<string> {
  const office = await (await browser.newContext()).newPage();
  await signIn(office, portal, "coordinator");
  const enrolled = await enrol(office, portal, "李大山", "13988312345");
  const phone = await browser.newContext();
  await bind(await phone.newPage(), url, enrolled, "李大山");
  const cookies = await phone.cookies(`${url}officer`);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Medicine taken back, told by the plain form as a phone without the script does; `more` fills in what is special. */
export async function takenBack(browser: Browser, portal: Portal, phone: BrowserContext, more: (form: Page) => Promise<void>): Promise<void> {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await phone.storageState() });
  const form = await plain.newPage();
  await form.goto(portal.url("officer/new/take-back"));
  await form.locator("[name=kg]").fill("2.5");
  await form.locator("[name=second_person]").fill("王秀英");
  await form.locator("[name=handed_to][value=kept]").check({ force: true });
  await more(form);
  await form.locator("form[data-form] button").last().click();
  await expect(form.locator("main")).toContainText(/YX-HS-\d{4}-/);
  await plain.close();
}

/** As many digits of a digest as the desk shows. */
export const beginning = (digest: string): string => digest.slice(0, 12);

/** How the digests of a matter's pictures begin, sorted. `desk` must be somebody's who may read it. */
export async function digestsAtDesk(desk: Page, portal: Portal, number: string): Promise<string[]> {
  const shown = await read(desk, portal, `desk/matter/${number}`);
  return [...shown.matchAll(/校验码 ([0-9a-f]+)…/g)].map(([, digest]) => digest).sort();
}

/** A page of the desk as it comes, without drawing it. */
export async function read(desk: Page, portal: Portal, path: string): Promise<string> {
  const answer = await desk.request.get(portal.url(path));
  expect(answer.status(), path).toBe(200);
  return answer.text();
}
