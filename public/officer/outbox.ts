// Reports that were sealed and are on their way. Nothing leaves here before its receipt is kept.

import { ask, type Base, officerBase, photosOf, within } from "./base.ts";
import { type Draft, type Mark, mustBeThere } from "./drafts.ts";
import { bases } from "./phone.ts";
import { begin, type Part, type Progress, type Slip } from "./state.ts";

/** The draft a report was made of, so that another page with the same draft learns what became of it. */
export interface Origin extends Mark {
  draft: string;
}

export interface Queued extends Progress {
  id: string;
  officer: string;
  form: string;
  seq: number;
  body: ArrayBuffer;
  sha256: string;
  /** Milliseconds, this phone's clock. */
  made_at: number;
  /** The answers behind the PIN until the bureau has taken them, so that a refusal can be mended; the draft's photos lie under its id as long. */
  copy?: Draft;
  origin?: Origin;
}

export interface Kept extends Slip {
  id: string;
  form: string;
  made_at: number;
  photos: number;
  /** Milliseconds, this phone's clock: when the report was whole. */
  at: number;
  origin?: Origin;
}

export interface SealedPhoto extends Pick<Part, "id" | "size" | "sha256" | "type"> {
  bytes: ArrayBuffer;
}

/** Receipts are kept so long, in milliseconds. */
export const RECEIPT_LIFE = 180 * 24 * 3600_000;

type Fresh = Pick<Queued, "id" | "officer" | "form" | "seq" | "body" | "sha256" | "made_at" | "origin">;

/**
 * The sealing transaction: report and photos go in and the draft goes out, all or nothing; a draft that is gone makes
 * no report. `spare` leaves the draft's own photos behind the PIN for as long as its answers.
 */
export async function put(fresh: Fresh, photos: SealedPhoto[], draft: Draft, spare: boolean): Promise<void> {
  const parts = photos.map(({ id, size, sha256, type }) => ({ id, size, sha256, type, offset: 0, complete: false }));
  const queued: Queued = { ...begin(parts), ...fresh, copy: draft };
  await within(officerBase(fresh.officer), ["drafts", "photos", "outbox"], "readwrite", async (store) => {
    await mustBeThere(store, draft.id);
    store("drafts").delete(draft.id);
    if (!spare) store("photos").delete(photosOf(draft.id));
    for (const photo of photos) store("photos").put({ report: fresh.id, photo: photo.id, bytes: photo.bytes });
    store("outbox").put(queued);
  });
}

export function list(base: Base): Promise<Queued[]> {
  return within(base, ["outbox"], "readonly", (store) => ask<Queued[]>(store("outbox").getAll()));
}

/** The report that was made of a draft, on whichever page. */
export async function madeOf(base: Base, draft: string): Promise<Queued | Kept | undefined> {
  return within(base, ["outbox", "receipts"], "readonly", async (store) => {
    const queued: (Queued | Kept)[] = await ask<Queued[]>(store("outbox").getAll());
    const all = queued.concat(await ask<Kept[]>(store("receipts").getAll()));
    return all.filter((one) => one.origin && one.origin.draft === draft)[0];
  });
}

/** Of everybody who uses this phone: a report does not wait for its officer to come back. */
export async function everything(): Promise<Queued[]> {
  const lists = await Promise.all((await bases()).map((officer) => list(officerBase(officer))));
  return lists.reduce((all, some) => all.concat(some), []);
}

/** Changes what is known of a report, from what stands on the disk and not from an older copy of it. */
export function update(queued: Queued, change: (now: Progress) => Progress): Promise<Queued | undefined> {
  return within(officerBase(queued.officer), ["outbox", "photos"], "readwrite", async (store) => {
    const current = await ask<Queued | undefined>(store("outbox").get(queued.id));
    if (!current) return undefined;
    const next = { ...current, ...change(current) };
    if (next.receipt) dropCopy(store, next);
    store("outbox").put(next);
    return next;
  });
}

export async function photo(queued: Queued, id: string): Promise<ArrayBuffer | undefined> {
  const found = await within(officerBase(queued.officer), ["photos"], "readonly", (store) =>
    ask<{ bytes: ArrayBuffer } | undefined>(store("photos").get([queued.id, id])),
  );
  return found && found.bytes;
}

/** Photos and report go, the receipt stays: only for a report the server has whole. */
export async function prune(queued: Queued, at: number): Promise<void> {
  const { id, form, made_at, receipt, photos, origin } = queued;
  if (queued.stage !== "complete" || !receipt) throw new Error("only what the bureau has whole may go");
  const kept: Kept = { id, form, made_at, photos: photos.length, at, origin, ...receipt };
  await within(officerBase(queued.officer), ["photos", "outbox", "receipts"], "readwrite", (store) => {
    store("receipts").put(kept);
    drop(store, queued);
  });
}

/** What the bureau refused and the officer has read may go, by his own hand. */
export async function discard(queued: Queued): Promise<void> {
  await within(officerBase(queued.officer), ["photos", "outbox"], "readwrite", (store) => drop(store, queued));
}

export async function receipts(base: Base, now: number): Promise<Kept[]> {
  const all = await within(base, ["receipts"], "readwrite", async (store) => {
    const found = await ask<Kept[]>(store("receipts").getAll());
    for (const one of found) if (now - one.at > RECEIPT_LIFE) store("receipts").delete(one.id);
    return found;
  });
  return all.filter((one) => now - one.at <= RECEIPT_LIFE).sort((a, b) => b.made_at - a.made_at);
}

/** Bytes that wait; photos that can still be mended lie here twice. */
export function weight(reports: Queued[]): number {
  return reports.reduce((sum, one) => sum + one.body.byteLength + (one.copy ? 2 : 1) * bytesOf(one.photos), 0);
}

function bytesOf(photos: Part[]): number {
  return photos.reduce((sum, part) => sum + part.size, 0);
}

function drop(store: (name: string) => IDBObjectStore, queued: Queued): void {
  dropCopy(store, queued);
  store("photos").delete(photosOf(queued.id));
  store("outbox").delete(queued.id);
}

/** Nothing is to be mended any more. Without an origin the draft may be back under its old id, as an earlier release did it. */
function dropCopy(store: (name: string) => IDBObjectStore, queued: Queued): void {
  if (queued.copy && queued.origin) store("photos").delete(photosOf(queued.copy.id));
  delete queued.copy;
}
