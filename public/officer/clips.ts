// Recordings of questions on the phone: what was heard once is heard again without a network. Reports come first:
// no recording takes room a report may need, and none that fails keeps a form from being filled in.

import { asked, isAll } from "./clip_range.ts";
import { leavesRoom, MOST_CLIP_BYTES } from "./room.ts";
import { freeSpace } from "./space.ts";

/** Not among the versions of the shell: a recording has an address of its own bytes and outlives them. */
export const CLIPS = "officer-clips";

/** Keeps the worker alive until something is done. */
type Hold = (work: Promise<unknown>) => void;

/** Being fetched now, so that a player who asks for one part after the other fetches the whole once. */
const coming: { [address: string]: boolean } = {};

/** The recording, or the part of it that is asked for: from the phone, or from the line and then kept. */
export async function clip(request: Request, hold: Hold): Promise<Response> {
  const kept = await find(request.url);
  const range = request.headers.get("range");
  if (kept) return partOf(await kept.blob(), kept.headers, range);
  if (isAll(range)) return arriving(request.url, range, hold);
  // A player that asks for a piece first gets it from the line, as if nobody kept anything.
  hold(fetchWhole(request.url));
  return fetch(request);
}

/** Throws away what the pages let nobody hear any more. */
export async function sort(heard: string[]): Promise<void> {
  if (!(await caches.has(CLIPS))) return;
  const cache = await caches.open(CLIPS);
  for (const { url } of await cache.keys()) {
    if (heard.indexOf(new URL(url).pathname) < 0) await cache.delete(url);
  }
}

async function find(address: string): Promise<Response | undefined> {
  try {
    return await caches.match(address, { cacheName: CLIPS, ignoreVary: true });
  } catch (error) {
    return undefined;
  }
}

/** Heard while it comes, and kept as it comes, once over the line. */
async function arriving(address: string, range: string | null, hold: Hold): Promise<Response> {
  const response = await fetch(address);
  const size = sizeOf(response);
  if (response.status !== 200 || size === 0) return response;
  if (!coming[address] && (await fits(size))) hold(keep(address, response.clone()));
  if (range === null) return response;
  return part(response.body, response.headers, { first: 0, last: size - 1 }, size);
}

async function fetchWhole(address: string): Promise<void> {
  if (coming[address]) return;
  coming[address] = true;
  const response = await fetch(address).catch(() => undefined);
  if (response && response.status === 200 && (await fits(sizeOf(response)))) await keep(address, response);
  delete coming[address];
}

async function keep(address: string, response: Response): Promise<void> {
  coming[address] = true;
  try {
    const cache = await caches.open(CLIPS);
    await makeRoom(cache, sizeOf(response));
    await cache.put(address, response);
  } catch (error) {
    // A line that broke, a full phone: nothing is kept.
  } finally {
    delete coming[address];
  }
}

/** What was kept first goes first. */
async function makeRoom(cache: Cache, size: number): Promise<void> {
  const kept = await cache.keys();
  const sizes: number[] = [];
  for (const request of kept) {
    const response = await cache.match(request, { ignoreVary: true });
    sizes.push(response ? sizeOf(response) : 0);
  }
  let whole = sizes.reduce((sum, one) => sum + one, size);
  for (let at = 0; at < kept.length && whole > MOST_CLIP_BYTES; at += 1) {
    await cache.delete(kept[at]);
    whole -= sizes[at];
  }
}

async function fits(size: number): Promise<boolean> {
  return size > 0 && leavesRoom(size, await freeSpace().catch(() => undefined));
}

/** 0 where the answer does not say. */
function sizeOf(response: Response): number {
  return Number(response.headers.get("content-length")) || 0;
}

function partOf(bytes: Blob, headers: Headers, range: string | null): Response {
  const wanted = asked(range, bytes.size);
  if (wanted === "whole") return new Response(bytes, { headers });
  if (wanted === "nothing") return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.size}` } });
  return part(bytes.slice(wanted.first, wanted.last + 1), headers, wanted, bytes.size);
}

function part(body: BodyInit | null, from: Headers, { first, last }: { first: number; last: number }, size: number): Response {
  const headers = new Headers(from);
  headers.set("content-range", `bytes ${first}-${last}/${size}`);
  headers.set("content-length", String(last - first + 1));
  return new Response(body, { status: 206, headers });
}
