// The app is closed before there is a signal: the browser wakes the worker, which sends, and which says
// that it failed while something is left, so that it is woken again.
import { type CDPSession, expect, test } from "@playwright/test";
import { Bureau } from "./officer/bureau.ts";
import { hands } from "./officer/hands.ts";
import { Line } from "./officer/line.ts";
import { Phone } from "./officer/phone.ts";
import { Portal } from "./harness/portal.ts";

let portal: Portal;
let bureau: Bureau;
let line: Line;
let phone: Phone;
/** Of a page that has nothing to do with the officers. */
let session: CDPSession;
/** What the browser did about waking the worker. */
let log: string[];
const { installed, clue } = hands(() => line.url);
test.beforeEach(async () => {
  portal = await Portal.start();
  bureau = new Bureau();
  line = await Line.start(portal.origin, await bureau.start());
  phone = await Phone.start(line.url);
  session = await phone.context.newCDPSession(await phone.context.newPage());
  await closedWithoutNetwork();
});
test.afterEach(async () => {
  await phone.dispose();
  await line.stop();
  await bureau.stop();
  await portal.dispose();
});

test("sealed without a network and closed: sent once there is one, with no page open", async () => {
  expect(log).toEqual(["Registered sync"]);
  await phone.context.setOffline(false);
  await expect.poll(() => bureau.reports.size, { timeout: 30_000 }).toBe(1);
  await expect.poll(() => log).toEqual(["Registered sync", "Dispatched sync event", "Sync completed"]);
});

test("woken on a line that is dead, the worker says so, and sends when it is woken again", async () => {
  const worker = await registration();
  line.cutOff();
  await phone.context.setOffline(false);
  await expect.poll(() => log.slice(2).join(), { timeout: 30_000 }).toMatch(/fail|retry|resched/i);
  expect(log).not.toContain("Sync completed");
  line.restore();
  await session.send("ServiceWorker.dispatchSyncEvent", { origin: new URL(line.url).origin, registrationId: worker, tag: "yaoan-officer", lastChance: false });
  await expect.poll(() => bureau.reports.size, { timeout: 30_000 }).toBe(1);
});

/** Everything kept by the worker, a clue sealed without a network, and the page closed. */
async function closedWithoutNetwork(): Promise<void> {
  const page = await phone.context.newPage();
  await installed(page);
  log = [];
  session.on("BackgroundService.backgroundServiceEventReceived", ({ backgroundServiceEvent: event }) => log.push(event.eventName));
  await session.send("BackgroundService.startObserving", { service: "backgroundSync" });
  await session.send("BackgroundService.setRecording", { service: "backgroundSync", shouldRecord: true });
  await phone.context.setOffline(true);
  await clue(page, "桥头小卖部");
  await page.close();
  expect(bureau.reports.size).toBe(0);
}

/** The worker's number in the browser. */
async function registration(): Promise<string> {
  const found = new Promise<string>((done) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith("/officer"));
      if (ours) done(ours.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  return found;
}
