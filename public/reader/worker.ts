// The service worker of the reading pages: keeps the texts somebody opened last, with their pictures,
// and opens them again without a network. A page carries its style in itself, so what is kept is one
// answer of the server and never parts of two. It answers GET requests for reading pages and pictures
// only; forms, desk, query codes and the officers' pages go past it.

import { patiently } from "../officer/patience.ts";
import { MOST, dayOf, kindOf, picturesOf, titleOf, withList, withNote } from "./kept.ts";
import type { Kept } from "./kept.ts";

/** Written in front of this script by the server: the version of the page of what is kept. */
declare const YAOAN_READER: { version: string; base: string };
declare const self: ServiceWorkerGlobalScope;

const BASE = YAOAN_READER.base;
/** Another site of the same host keeps its own. */
const PREFIX = `reader:${BASE}:`;
const SHELL = `${PREFIX}shell:${YAOAN_READER.version}`;
const TEXTS = `${PREFIX}texts`;
const PICTURES = `${PREFIX}pictures`;
const LIST = `${BASE}kept`;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.indexOf(BASE) !== 0) return;
  const kind = kindOf(url.pathname.slice(BASE.length));
  if (kind === "picture") return event.respondWith(picture(request, url));
  if (kind === "other" || request.mode !== "navigate") return;
  if (kind === "kept") return event.respondWith(list());
  const { response, kept } = read(request, url, kind === "text");
  event.waitUntil(kept);
  event.respondWith(response);
});

/** The page of what is kept belongs to this version; without it nothing is installed. */
async function install(): Promise<void> {
  const response = await fetch(new Request(LIST, { cache: "reload", credentials: "omit", redirect: "error" }));
  if (!response.ok) throw new Error(`${LIST}: ${response.status}`);
  await (await caches.open(SHELL)).put(LIST, response);
  await self.skipWaiting();
}

/** Nothing of an earlier version stays but the texts, each of which is whole in itself. */
async function activate(): Promise<void> {
  const own = (name: string) => name.indexOf(`${PREFIX}shell:`) === 0 && name !== SHELL;
  for (const name of (await caches.keys()).filter(own)) await caches.delete(name);
  await self.clients.claim();
  // The text that brought this worker here was opened without it.
  for (const client of await self.clients.matchAll({ type: "window" })) {
    const url = new URL(client.url);
    if (kindOf(url.pathname.slice(BASE.length)) !== "text") continue;
    const response = await fetch(url.pathname).catch(() => undefined);
    if (response) await keep(url.pathname, response);
  }
}

/** From the network while there is one, otherwise as it was kept. */
function read(request: Request, url: URL, text: boolean): { response: Promise<Response>; kept: Promise<void> } {
  const asked = patiently(request);
  const path = url.pathname;
  // What stands behind a question mark is not the text alone, such as thanks for an answer.
  const plain = text && url.search === "";
  const copy = asked.then(({ last }) => last).then((response) => (response && plain ? response.clone() : undefined));
  const kept = copy.then((response) => (response ? keep(path, response) : undefined));
  const response = asked.then(async ({ first, last }) => {
    // A server behind a gateway that cannot be reached is no better than no network.
    const reached = first !== undefined && first.status < 500;
    const own = reached || !text ? undefined : await keptText(path);
    if (own) return own;
    // A slow network may still bring what is not kept. The copy is taken before the page reads it.
    const answer = first || (await last);
    await copy;
    return answer || list();
  });
  return { response, kept: kept.catch(() => undefined) };
}

async function keep(path: string, response: Response): Promise<void> {
  const texts = await caches.open(TEXTS);
  if (response.status === 410 || response.status === 404) {
    await texts.delete(path);
    return tidy(texts);
  }
  const lasting = (response.headers.get("cache-control") || "").indexOf("no-store") < 0;
  const html = (response.headers.get("content-type") || "").indexOf("text/html") === 0;
  if (response.status !== 200 || response.type !== "basic" || response.redirected || !lasting || !html) return;
  // A text and its pictures are of one moment: all are here before any is put in the place of the last.
  const addresses = picturesOf(await response.clone().text(), BASE);
  const arrived = await Promise.all(addresses.map((address) => fetch(address).catch(() => undefined)));
  if (arrived.indexOf(undefined) >= 0 && (await texts.match(path))) return;
  const pictures = await caches.open(PICTURES);
  for (let place = 0; place < addresses.length; place++) {
    const picture = arrived[place];
    if (picture && picture.ok) await pictures.put(ofText(addresses[place], path), picture);
  }
  // Put in anew, it stands last: the order is that in which texts were opened.
  await texts.delete(path);
  await texts.put(path, response);
  await tidy(texts);
}

/** Where a text's own copy of a picture lies. */
function ofText(picture: string, text: string): string {
  return `${picture}?of=${encodeURIComponent(text)}`;
}

/** Throws away the texts opened longest ago, and the pictures of texts that are kept no more. */
async function tidy(texts: Cache): Promise<void> {
  const opened = await texts.keys();
  for (const request of opened.slice(0, Math.max(0, opened.length - MOST))) await texts.delete(request);
  const left = (await texts.keys()).map((request) => new URL(request.url).pathname);
  const pictures = await caches.open(PICTURES);
  for (const request of await pictures.keys()) {
    const text = new URL(request.url).searchParams.get("of") || "";
    if (left.indexOf(text) < 0) await pictures.delete(request);
  }
}

async function keptText(path: string): Promise<Response | undefined> {
  const response = await (await caches.open(TEXTS)).match(path);
  if (!response) return undefined;
  return rewritten(response, withNote(await response.text(), dayOf(response.headers.get("date"))));
}

/** As the network has it; without one, as it was kept with the text that shows it. */
async function picture(request: Request, url: URL): Promise<Response> {
  const { first, last } = await patiently(request);
  if (first) return first;
  const text = request.referrer ? new URL(request.referrer).pathname : "";
  const kept = await (await caches.open(PICTURES)).match(ofText(url.pathname, text));
  return kept || (await last) || Response.error();
}

async function list(): Promise<Response> {
  const page = await (await caches.open(SHELL)).match(LIST);
  if (!page) return Response.error();
  const texts = await caches.open(TEXTS);
  const all: Kept[] = [];
  for (const request of await texts.keys()) {
    const response = await texts.match(request);
    if (response) all.unshift({ path: new URL(request.url).pathname, title: titleOf(await response.text()) });
  }
  return rewritten(page, withList(await page.text(), all));
}

/** The same headers, the policy among them; what said how the bytes were packed is no longer true. */
function rewritten(response: Response, html: string): Response {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "etag"]) headers.delete(name);
  return new Response(html, { status: 200, headers });
}
