// One photo over tus 1.0, from wherever the server has it to its end.

import { type Refusal, refused } from "./answer.ts";
import { nextChunk, smallerChunk } from "./chunk.ts";
import type { Part } from "./state.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Tus } from "./tus.ts";

/** Size of the next piece; belongs to the line and not to a photo. */
export interface Pace {
  chunk: number;
}

/** Told after every step; an answer of false ends the upload, because it is somebody else's turn. */
export type Moved = (offset: number) => Promise<boolean>;

/** Failures in a row after which the photo has to wait. */
const PATIENCE = 2;

/** Gives nothing when the server has every byte, or when the turn is over. */
export async function upload(
  tus: Tus,
  world: Surroundings,
  { part, bytes, pace }: { part: Pick<Part, "id" | "type" | "size">; bytes: ArrayBuffer; pace: Pace },
  moved: Moved,
): Promise<Refusal | undefined> {
  // Creation can be repeated and says where the upload stands: after a kill nothing we noted down can be trusted.
  let answer = await tus.create(part.id, part.type, part.size);
  let failures = 0;
  for (;;) {
    if (refused(answer)) {
      if (!inDoubt(answer) || (failures += 1) > PATIENCE) return answer;
      pace.chunk = smallerChunk(pace.chunk);
      answer = await tus.head(part.id);
      if (refused(answer) && gone(answer)) answer = await tus.create(part.id, part.type, part.size);
      continue;
    }
    const at = answer.ok;
    if (!(await moved(at)) || at >= part.size) return undefined;
    const piece = bytes.slice(at, at + pace.chunk);
    const start = world.now();
    answer = await tus.patch(part.id, at, piece);
    if (!refused(answer)) {
      failures = 0;
      pace.chunk = nextChunk(piece.byteLength, world.now() - start);
    }
  }
}

/** Nothing came back, somebody moved the offset, the checksum failed, or the upload has expired: asking helps. */
function inDoubt(answer: Refusal): boolean {
  return answer.status === 0 || [409, 423, 460, 502, 504].indexOf(answer.status) >= 0 || gone(answer);
}

function gone(answer: Refusal): boolean {
  return answer.status === 404 || answer.status === 410;
}
