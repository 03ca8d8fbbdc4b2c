// A report that cannot get out of this phone by itself, as a file somebody else's device can upload.

import { photo, type Queued } from "./outbox.ts";
import type { Part } from "./state.ts";

/** Everything of one report in one file: a line of JSON, then the sealed bytes one after another (`server/src/field_work/shipment.rs`). */
export async function shipped(queued: Queued): Promise<Blob> {
  const parts: ArrayBuffer[] = [queued.body];
  const photos: Pick<Part, "id" | "sha256" | "size" | "type">[] = [];
  for (const part of queued.photos) {
    const bytes = await photo(queued, part.id);
    if (!bytes) continue;
    parts.push(bytes);
    photos.push({ id: part.id, sha256: part.sha256, size: part.size, type: part.type });
  }
  const { id, officer, form, sha256 } = queued;
  const head = JSON.stringify({ yaoan: "officer report 1", id, officer, form, sha256, size: queued.body.byteLength, photos });
  return new Blob([`${head}\n`, ...parts], { type: "application/octet-stream" });
}
