// From a filled form to sealed bytes in the outbox.

import { type Base, ask, isFull, within } from "./base.ts";
import { canonical, type Json } from "./canonical.ts";
import type { OpenDraft, Picture } from "./drafts.ts";
import { list, put, type SealedPhoto, weight } from "./outbox.ts";
import type { Known } from "./phone.ts";
import { room } from "./room.ts";
import { seal, sha256 } from "./seal.ts";
import { newId } from "./surroundings.ts";

export interface Filled {
  officer: string;
  answers: { [name: string]: string | string[] };
  pictures: Picture[];
  draft: OpenDraft;
  /** Milliseconds, this phone's clock. */
  now: number;
}

/** There is no more room for reports on this phone. */
export class Full extends Error {}

/**
 * Seals body and photos for the bureau and moves them to the outbox in one transaction. All the
 * ciphering is done before it begins: a transaction does not wait for anything but itself.
 */
export async function sealReport(base: Base, known: Known, filled: Filled): Promise<string> {
  const waiting = await list(base);
  const id = newId();
  const photos: SealedPhoto[] = [];
  for (const picture of filled.pictures) photos.push(await sealedPhoto(id, picture, known));
  const seq = await nextSeq(base);
  const plain = new TextEncoder().encode(body(filled, seq, known.skew_ms, photos));
  const closed = await seal(plain, id, known.key);
  const size = photos.reduce((sum, photo) => sum + photo.size, 0);
  const total = weight(waiting) + closed.byteLength + size;
  if (room(waiting.length, total) === "none") throw new Full();
  const { officer, answers, pictures, now } = filled;
  const { draft } = filled.draft;
  const origin = { draft: draft.id, ...(await filled.draft.mark(answers, pictures)) };
  const fresh = { id, officer, form: draft.form, seq, body: closed, sha256: await sha256(closed), made_at: now, origin };
  const spare = room(waiting.length, total + size) === "plenty";
  await put(fresh, photos, draft, spare).catch((error) => {
    // A report that can be mended with its photos is worth less than one that is kept at all.
    if (!spare || !isFull(error)) throw error;
    return put(fresh, photos, draft, false);
  });
  return id;
}

function body(filled: Filled, seq: number, skew_ms: number, photos: SealedPhoto[]): string {
  const { officer, answers, now } = filled;
  const { draft } = filled.draft;
  return canonical({
    v: 1,
    form: draft.form,
    form_ver: draft.form_ver,
    officer,
    seq,
    device_at: now,
    tz: -new Date(now).getTimezoneOffset(),
    skew_ms,
    answers: answers as { [name: string]: Json },
    photos: photos.map(({ id, sha256, size, type }) => ({ id, sha256, size, type })),
  });
}

async function sealedPhoto(report: string, picture: Picture, known: Known): Promise<SealedPhoto> {
  const bytes = await seal(picture.bytes, `${report}/${picture.id}`, known.key);
  return { id: picture.id, type: picture.type, bytes, size: bytes.byteLength, sha256: await sha256(bytes) };
}

/** Counts up for ever on this phone; a number that is skipped does no harm. */
function nextSeq(base: Base): Promise<number> {
  return within(base, ["kv"], "readwrite", async (store) => {
    const seq = ((await ask<number | undefined>(store("kv").get("seq"))) || 0) + 1;
    store("kv").put(seq, "seq");
    return seq;
  });
}
