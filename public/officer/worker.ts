// The service worker of /officer: opens the officer's pages without a network, and sends what waits
// when the browser wakes it. It touches GET requests for pages, files and recordings only, never /u or /r.

import { clip, CLIPS, sort } from "./clips.ts";
import { patiently } from "./patience.ts";
import { everything } from "./outbox.ts";
import { affordable } from "./saving.ts";
import { worthTrying } from "./schedule.ts";
import { shellFor } from "./shell.ts";
import { Sender } from "./sender.ts";
import { basePath, WORLD } from "./surroundings.ts";
import { Wire } from "./wire.ts";

/** Written in front of this script by the server: what belongs to this version, by content. */
interface Shell {
  version: string;
  /** Addresses from the site's root; pages are the same for everybody. */
  pages: string[];
  files: string[];
  /** What the pages let people hear; fetched when somebody does. */
  clips: string[];
}

declare const YAOAN_SHELL: Shell;
declare const self: ServiceWorkerGlobalScope;

const PREFIX = "officer-";
const CURRENT = PREFIX + YAOAN_SHELL.version;

// Nothing is installed unless everything is: a half-filled cache would only show when there is no network.
self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
self.addEventListener("sync", (event) => (event as ExtendableEvent).waitUntil(send()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const path = url.pathname;
  if (YAOAN_SHELL.files.indexOf(path) >= 0) return event.respondWith(kept(path).then((found) => found || fetch(request)));
  if (path.indexOf(`${basePath(location.href)}listen/`) === 0) return event.respondWith(clip(request, (work) => event.waitUntil(work)));
  if (request.mode !== "navigate") return;
  const page = shellFor(path, YAOAN_SHELL.pages);
  if (page) return event.respondWith(kept(page).then((found) => found || fetch(request)));
  event.respondWith(online(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CURRENT);
  for (const path of YAOAN_SHELL.pages.concat(YAOAN_SHELL.files)) {
    // Without a cookie the server draws the page that is for everybody.
    const response = await fetch(new Request(path, { cache: "reload", credentials: "omit", redirect: "error" }));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(path, response);
  }
}

/** Two generations stay: a page that is still open asks for the files it was drawn with. */
async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.indexOf(PREFIX) === 0 && name !== CURRENT && name !== CLIPS);
  for (const name of old.slice(0, -1)) await caches.delete(name);
  await sort(YAOAN_SHELL.clips).catch(() => undefined);
  await self.clients.claim();
}

/** From this version, or else from the one before. */
async function kept(path: string): Promise<Response | undefined> {
  const current = await (await caches.open(CURRENT)).match(path);
  return current || caches.match(path);
}

/** A page for one person; without a network, the page that says so. */
async function online(request: Request): Promise<Response> {
  const { first, last } = await patiently(request);
  if (first) return first;
  const offline = await kept(`${basePath(location.href)}officer/offline`);
  return offline || (await last) || Response.error();
}

async function send(): Promise<void> {
  const sender = new Sender(new Wire(basePath(location.href), WORLD), WORLD, () => undefined);
  await sender.again();
  await sender.run();
  // The browser wakes us once more only where it hears that we failed.
  if (worthTrying(await affordable(await everything(), WORLD))) throw new Error("reports are still waiting");
}
