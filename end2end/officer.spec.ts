// A village officer's day on a weak phone: filling in without a network, sending when there is one,
// and what must never happen to what was kept.
import { type BrowserContext, type CDPSession, expect, type Page, test } from "@playwright/test";
import { loseDraftPhotos, rows } from "./officer/disk.ts";
import { hands, photo, started } from "./officer/hands.ts";
import { ready } from "./officer/phone.ts";
import { round } from "./officer/round.ts";
import { fits, judge, MODES, thumbs } from "./harness/comfort.ts";
import { jpeg, PLACE_CANARY } from "./photos/photo.mjs";

const SENT = /已上报，编号 YX-XS-2026-\d{6}/;
const KEPT = "已存在手机里（未上报）";

const at = round();
const { home, installed } = hands(() => at.line.url);

test("a clue with a photo is four taps and no typing", async ({ page }) => {
  await home(page);
  await page.getByRole("link", { name: /报线索/ }).tap();
  await started(page);
  await page.locator("label.tile", { hasText: "过期药" }).tap();
  const camera = page.waitForEvent("filechooser");
  await page.getByText("拍照", { exact: true }).tap();
  await (await camera).setFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("four taps") });
  await expect(page.getByText(/已存好，\d+ KB/)).toBeVisible();
  await page.getByRole("button", { name: "存好上报" }).tap();
  await expect(page.getByText(SENT)).toBeVisible();
  const [[id, report]] = [...at.bureau.reports];
  expect(report.text).toMatchObject({ form: "clue", answers: { tile: "expired", village: "530922101201" } });
  const [photo] = report.text.photos;
  const bytes = at.bureau.open(at.bureau.uploads.get(`${id}/${photo.id}`)!.bytes, `${id}/${photo.id}`);
  expect(bytes.length, "made small on the phone").toBeLessThan(350 * 1024);
  expect(bytes.includes(PLACE_CANARY), "nothing of what the camera wrote beside the picture").toBe(false);
});

test("without a network: opened cold, filled in, kept, counted, and sent by itself when the signal is back", async ({ page, context }) => {
  await installed(page);
  at.line.cutOff();
  await page.close();
  const later = await context.newPage();
  await later.goto(`${at.line.url}officer`);
  await started(later);
  await clue(later, "桥头小卖部");
  await expect(later.getByText(KEPT)).toBeVisible();
  await expect(later.locator(".ways [data-officer-badge]")).toHaveText("未上报 1");
  expect(at.bureau.reports.size).toBe(0);
  await later.goto(`${at.line.url}officer/reports`);
  await expect(later.getByRole("heading", { name: "现在没有网络" })).toBeVisible();
  await later.goto(`${at.line.url}officer`);
  await expect(later.locator("a.pending")).toHaveText("未上报 1");
  at.line.restore();
  await expect.poll(() => at.bureau.reports.size, { timeout: 15_000 }).toBe(1);
  await expect(later.locator("a.pending")).toBeHidden();
});

test("typing survives a crash of the tab and comes back to the same question", async ({ page, context }) => {
  await home(page);
  await page.goto(`${at.line.url}officer/new/publicity`);
  await started(page);
  await page.locator("label.tile", { hasText: "入户讲" }).tap();
  await page.getByText("家庭小药箱、过期药").tap();
  await page.getByRole("button", { name: /继续/ }).locator("visible=true").tap();
  await page.locator("[name=people]").fill("35");
  await ready(page);
  await expect.poll(() => page.evaluate(() => window.yaoanHandle.drafted())).toEqual([expect.objectContaining({ people: "35" })]);
  await crash(page);
  const later = await context.newPage();
  await later.goto(`${at.line.url}officer/queue`);
  await later.getByRole("link", { name: "接着填" }).tap();
  await started(later);
  await expect(later.locator("[name=people]")).toBeVisible();
  await expect(later.locator("[name=people]")).toHaveValue("35");
});

test("a later release waits until nothing is being filled in, keeps what is queued, and a broken one is not taken", async ({ page }) => {
  await installed(page);
  const before = await version(page);
  at.line.bend = (path, body) => {
    if (path === "/officer/sw.js") return { status: 200, body: body.replace(/"version":"\w+"/, '"version":"broken0"') };
    return path === "/officer/new/help" ? { status: 500, body: "" } : undefined;
  };
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.update()).catch(() => undefined));
  await expect.poll(() => caches(page)).toEqual(expect.arrayContaining([`officer-${before}`]));
  await page.goto(`${at.line.url}officer/new/help`);
  await expect(page.getByRole("heading", { name: "帮村民填报" }), "from the release that is whole").toBeVisible();

  at.line.bend = (path, body) => (path === "/officer/sw.js" ? { status: 200, body: body.replace(/"version":"\w+"/, '"version":"later01"') } : undefined);
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.update()));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.waiting?.state))).toBe("installed");
  await page.reload();
  await started(page);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.waiting !== null)), "a form is open").toBe(true);

  at.line.weather = () => ({ fault: "gateway", at: 0 });
  await clue(page, "更新之前", false);
  await expect(page.getByText(KEPT)).toBeVisible();
  at.line.weather = () => ({ fault: "none", at: 0 });
  await home(page);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one?.waiting ?? null))).toBe(null);
  await expect.poll(() => at.bureau.reports.size, { timeout: 20_000 }).toBe(1);
  await expect.poll(async () => (await caches(page)).length, "two generations at most, once the later has taken over").toBeLessThanOrEqual(2);
});

test("the kill switch takes worker and kept pages away and nothing that waits", async ({ page }) => {
  await installed(page);
  at.line.weather = () => ({ fault: "gateway", at: 0 });
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await clue(page, "关掉之前", false);
  await expect(page.getByText(KEPT)).toBeVisible();
  at.bureau.stopWorker = true;
  at.line.weather = () => ({ fault: "none", at: 0 });
  await page.goto(`${at.line.url}officer/queue`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
  expect(await caches(page)).toEqual([]);
  await expect.poll(() => at.bureau.reports.size).toBe(1);
});

test("a full phone says so, keeps the words, and goes on when there is room", async ({ page, context }) => {
  const session = await context.newCDPSession(page);
  const origin = new URL(at.line.url).origin;
  // Before anything is stored: Chromium remembers for a while how much room it found.
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 3_000_000 });
  await home(page);
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await page.locator("label.tile", { hasText: "无证摊点" }).tap();
  await ready(page);
  await page.evaluate(() => window.yaoanHandle.fillUp());
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("full") });
  await expect(page.getByRole("alert").filter({ hasText: "没有空间" }).first()).toBeVisible();
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 300_000_000 });
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("room") });
  await expect(page.getByText(/已存好，\d+ KB/)).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "没有空间" }), "kept now, so nothing warns of it any more").toHaveCount(0);
  await page.getByRole("button", { name: "存好上报" }).tap();
  await expect(page.getByText(SENT)).toBeVisible();
  expect([...at.bureau.reports.values()][0].text.answers.tile).toBe("stall");
});

test("a clock that is wrong is told to the bureau and keeps nothing waiting", async ({ page, context }) => {
  at.bureau.ahead = 3 * 86_400_000;
  await home(page);
  at.line.cutOff();
  const early = await context.newPage();
  await early.clock.install({ time: Date.now() + 365 * 86_400_000 });
  at.line.restore();
  await early.goto(`${at.line.url}officer/new/clue`);
  await started(early);
  at.line.cutOff();
  await early.clock.resume();
  await clue(early, "时钟快了一年", false).catch(() => undefined);
  await expect.poll(() => waiting(page), { timeout: 10_000 }).toBe(1);
  await early.close();
  at.line.restore();
  await page.goto(`${at.line.url}officer/queue`);
  await expect.poll(() => at.bureau.reports.size, { timeout: 15_000 }).toBe(1);
  const [report] = [...at.bureau.reports.values()];
  const drift = report.text.skew_ms - 362 * 86_400_000;
  expect(Math.min(Math.abs(drift), Math.abs(report.text.skew_ms + 3 * 86_400_000))).toBeLessThan(60_000);
});

test("two tabs send one report once", async ({ page, context }) => {
  await home(page);
  const other = await context.newPage();
  await other.goto(`${at.line.url}officer/queue`);
  await ready(other);
  await page.goto(`${at.line.url}officer/queue`);
  await ready(page);
  at.line.weather = () => ({ fault: "slow", at: 400 });
  await page.evaluate(() => window.yaoanHandle.seal([[90_000], [90_000]]));
  await Promise.all([page, other].map((one) => one.evaluate(() => window.yaoanHandle.poke())));
  await expect.poll(() => waiting(page), { timeout: 30_000 }).toBe(0);
  expect([...at.bureau.reports.values()].map((report) => report.puts)).toEqual([1, 1]);
  const sizes = [...at.bureau.reports.values()].flatMap((report) => report.text.photos).reduce((sum, photo) => sum + photo.size, 0);
  expect(at.line.photoBytes).toBe(sizes);
});

test("two officers on one phone see nothing of each other, and the PIN opens only its owner's drafts", async ({ page }) => {
  const second = { id: "7c1d9f4e-85a2-4d0b-8d55-1f8a2c3b4e02", name: "周大明", villages: [{ code: "530922101202", name: "新村" }] };
  at.bureau.officers.push(second);
  await home(page);
  await ready(page);
  const first = at.bureau.officers[0].id;
  await page.evaluate(([one, other]) => Promise.all([window.yaoanHandle.pin(one, "258014"), window.yaoanHandle.pin(other, "739105")]), [first, second.id]);
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await page.locator("label.tile", { hasText: "游医药贩" }).tap();
  await expect(page).toHaveURL(/draft=/);
  const draft = page.url();
  await home(page);
  await page.getByRole("button", { name: "换成周大明" }).tap();
  await page.getByLabel("密码", { exact: true }).fill("258014");
  await page.getByRole("button", { name: "打开", exact: true }).tap();
  await expect(page.getByText("密码不对。")).toBeVisible();
  await page.getByLabel("密码", { exact: true }).fill("739105");
  await page.getByRole("button", { name: "打开", exact: true }).tap();
  await expect(page.locator("[data-officer-name]")).toContainText("周大明");
  await page.goto(`${at.line.url}officer/queue`);
  await expect(page.getByText("手机里没有等着上报的")).toBeVisible();
  await page.goto(draft);
  await expect(page.locator("label.tile :checked")).toHaveCount(0);
});

test("five minutes later a draft opens only with the PIN", async ({ page }) => {
  await home(page);
  await ready(page);
  await page.evaluate((id) => window.yaoanHandle.pin(id, "258014"), at.bureau.officers[0].id);
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await page.locator("label.tile", { hasText: "游医药贩" }).tap();
  await expect(page).toHaveURL(/draft=/);
  await ready(page);
  await expect.poll(() => page.evaluate(() => window.yaoanHandle.drafted())).toEqual([expect.objectContaining({ tile: "peddler" })]);
  const draft = page.url();
  await page.clock.install({ time: Date.now() + 6 * 60_000 });
  await page.goto(draft);
  await page.getByLabel("密码", { exact: true }).fill("258014");
  await page.getByRole("button", { name: "打开", exact: true }).tap();
  await started(page);
  await expect(page.locator("label.tile :checked")).toHaveValue("peddler");
});

test("a lost phone: drafts go at the next contact, what is sealed is sent", async ({ page }) => {
  await home(page);
  at.line.weather = () => ({ fault: "gateway", at: 0 });
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await clue(page, "丢手机之前", false);
  await expect(page.getByText(KEPT)).toBeVisible();
  await page.goto(`${at.line.url}officer/new/patrol`);
  await started(page);
  await page.locator("label.tile", { hasText: "药店" }).tap();
  await expect(page).toHaveURL(/draft=/);
  at.bureau.revoked = true;
  at.line.weather = () => ({ fault: "none", at: 0 });
  await page.goto(`${at.line.url}officer/queue`);
  await expect.poll(() => at.bureau.reports.size, { timeout: 15_000 }).toBe(1);
  await page.reload();
  await expect(page.getByRole("link", { name: "接着填" })).toHaveCount(0);
});

test("what the bureau refuses can be mended and sent again, with its photo", async ({ page }) => {
  at.bureau.refuse = "请写具体地方";
  await home(page);
  await refused(page, "村口");
  at.bureau.refuse = "";
  await page.getByRole("button", { name: "改一改再报" }).tap();
  await started(page);
  await expect(page.locator("label.tile :checked")).toHaveValue("expired");
  await expect(page.getByText(/已存好，\d+ KB/)).toBeVisible();
  await page.goto(page.url());
  await started(page);
  await expect(page.getByText("照片要重新拍")).toHaveCount(0);
  await page.getByRole("button", { name: "存好上报" }).tap();
  await expect(page.getByText(SENT)).toBeVisible();
  await expect(page.getByRole("button", { name: "改一改再报" }), "not twice").toHaveCount(0);
  await page.getByRole("button", { name: "立即上报" }).tap();
  await expect(page.getByText("局里没有收下")).toBeVisible();
  expect(at.bureau.reports.size, "the refused one is not sent beside the mended one").toBe(1);
  const [[id, report]] = [...at.bureau.reports];
  const [sent] = report.text.photos;
  const bytes = at.bureau.open(at.bureau.uploads.get(`${id}/${sent.id}`)!.bytes, `${id}/${sent.id}`);
  expect(bytes.subarray(0, 2).toString("hex"), "a picture that opens").toBe("ffd8");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "不要了" }).tap();
  await expect(page.getByText("局里没有收下")).toHaveCount(0);
  expect(await rows(page, "photos"), "nothing is left of either").toEqual([]);
});

test("where the photos of a refused report are gone, the mended one asks for them again", async ({ page }) => {
  at.bureau.refuse = "请写具体地方";
  await home(page);
  await refused(page, "村口");
  await loseDraftPhotos(page);
  await page.getByRole("button", { name: "改一改再报" }).tap();
  await started(page);
  await page.getByText("还要补充").tap();
  await expect(page.locator("[name=place]")).toHaveValue("村口");
  await expect(page.getByRole("alert").filter({ hasText: "照片要重新拍" })).toBeVisible();
  await page.screenshot({ path: "test-results/officer-retake.png", fullPage: true });
  await photo(page, jpeg("retaken"));
  await expect(page.getByText("照片要重新拍")).toHaveCount(0);
});

test("photos of a draft go when the bureau has taken its words", async ({ page }) => {
  await home(page);
  at.line.weather = (request) => ({ fault: /\/u\//.test(request.url ?? "") ? "gateway" : "none", at: 0 });
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await page.locator("label.tile", { hasText: "过期药" }).tap();
  await photo(page, jpeg("once"));
  await page.getByRole("button", { name: "存好上报" }).tap();
  await expect(page.getByText(/正在上报 0\/1，编号/)).toBeVisible();
  expect((await rows(page, "photos")).length, "the sealed one alone").toBe(1);
});

test("where the script never comes, the form is plain and whole", async ({ page }) => {
  await page.route("**/pkg/officer.*.js", (route) => route.abort());
  await page.goto(`${at.line.url}officer/new/reaction`);
  await expect(page.locator("[name=age]")).toBeVisible();
  await expect(page.locator("#photos")).toBeVisible();
  expect(await page.locator("form[data-form]").getAttribute("enctype")).toBe("multipart/form-data");
});

for (const mode of MODES) {
  test(`every page fits a thumb and a small phone in ${mode} type`, async ({ page }) => {
    await page.addInitScript((chosen) => localStorage.setItem("yaoan.mode", chosen), mode);
    await home(page);
    const least = mode === "large" ? 60 : 48;
    for (const path of ["officer", "officer/queue", "officer/offline", ...["clue", "reaction", "patrol", "publicity", "household", "take-back", "help"].map((form) => `officer/new/${form}`)]) {
      await page.goto(at.line.url + path);
      await started(page);
      await page.screenshot({ path: `test-results/officer-${mode}-${path.replaceAll("/", "-")}.png`, fullPage: true });
      await judge(page);
      await fits(page);
      await thumbs(page, least);
    }
  });
}

/** Fills in the clue of the open page (or opens it from home) and keeps it. */
async function clue(page: Page, place: string, fromHome = true): Promise<void> {
  if (fromHome) {
    await page.getByRole("link", { name: /报线索/ }).tap();
    await started(page);
  }
  await page.locator("label.tile", { hasText: "过期药" }).tap();
  await page.getByText("还要补充").tap();
  await page.locator("[name=place]").fill(place);
  await page.getByRole("button", { name: "存好上报" }).tap();
  await page.waitForURL(/officer\/queue/);
}

/** A clue with a photo that the bureau does not take. */
async function refused(page: Page, place: string): Promise<void> {
  await page.goto(`${at.line.url}officer/new/clue`);
  await started(page);
  await page.locator("#photos").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: jpeg("refused") });
  await expect(page.getByText(/已存好，\d+ KB/)).toHaveCount(1);
  await clue(page, place, false);
  await expect(page.getByText("局里没有收下：请写具体地方。")).toBeVisible();
}

async function waiting(page: Page): Promise<number> {
  await ready(page);
  return page.evaluate(() => window.yaoanHandle.waiting().then((all) => all.length));
}

async function version(page: Page): Promise<string> {
  return (await caches(page))[0].replace("officer-", "");
}

function caches(page: Page): Promise<string[]> {
  return page.evaluate(() => globalThis.caches.keys());
}

async function crash(page: Page): Promise<void> {
  const gone = page.waitForEvent("crash");
  const session: CDPSession = await (page.context() as BrowserContext).newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await gone;
  await page.close();
}
