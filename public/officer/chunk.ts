// How much of a photo goes out in one piece. Pure.

const KIB = 1024;
export const FIRST_CHUNK = 64 * KIB;
export const LEAST_CHUNK = 16 * KIB;
export const MOST_CHUNK = 256 * KIB;

/** A piece should take about this long: short enough to see it move, long enough to pay for a round trip. */
const GOAL = 8_000;

/** The next size, a power of two, from how long the last one took. */
export function nextChunk(bytes: number, took: number): number {
  const wanted = (bytes / Math.max(took, 1)) * GOAL;
  let size = LEAST_CHUNK;
  while (size * 2 <= Math.min(wanted, MOST_CHUNK)) size *= 2;
  return size;
}

/** After a piece did not come through. */
export function smallerChunk(size: number): number {
  return Math.max(LEAST_CHUNK, size / 2);
}

/** How long a request with so many bytes may take before it counts as lost: even 4 kbit/s is waited for. */
export function longest(bytes: number): number {
  return 20_000 + bytes * 2;
}
