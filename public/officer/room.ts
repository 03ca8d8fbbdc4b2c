// What this phone may hold. Pure.

export const MOST_REPORTS = 200;
export const MOST_BYTES = 150 * 1024 * 1024;
/** From here on the officer is told to find a signal. */
export const WARN = 0.8;
/** With less free space than this a fourth photo is refused. */
export const LOW_SPACE = 20 * 1024 * 1024;
/** Recordings of questions, all of them. */
export const MOST_CLIP_BYTES = 16 * 1024 * 1024;
/** So many photos are always taken, however little room the browser claims to have. */
const PHOTOS_ANYWAY = 3;

export type Room = "plenty" | "scarce" | "none";

export function room(reports: number, bytes: number): Room {
  if (reports >= MOST_REPORTS || bytes >= MOST_BYTES) return "none";
  return reports >= MOST_REPORTS * WARN || bytes >= MOST_BYTES * WARN ? "scarce" : "plenty";
}

/** Whether one more photo may join a report that has `photos` already; `free` is in bytes, if the browser says. */
export function takesPhoto(photos: number, free: number | undefined): boolean {
  return photos < PHOTOS_ANYWAY || free === undefined || free >= LOW_SPACE;
}

/** Whether a recording of this size may be kept: what reports may need stays free beside it. */
export function leavesRoom(size: number, free: number | undefined): boolean {
  return size <= MOST_CLIP_BYTES && (free === undefined || free - size >= MOST_BYTES);
}
