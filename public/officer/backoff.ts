// When to try again. Pure: the time and the luck are parameters.

/** First ceiling in milliseconds; doubles with every failed attempt. */
export const FIRST = 2_000;
/** Highest ceiling: a quarter of an hour. */
export const CAP = 15 * 60_000;
/** A server may ask for more patience than we have ourselves, but not for more than this. */
export const MOST_PATIENCE = 60 * 60_000;
/** Even the luckiest draw leaves the line a moment. */
const LEAST = 200;

/** Milliseconds until the next attempt: full jitter under 2 s · 2ⁿ; `luck` is in [0, 1). */
export function delay(attempts: number, luck: number, asked = 0): number {
  const ceiling = Math.min(CAP, FIRST * Math.pow(2, Math.min(attempts, 20)));
  const own = Math.max(LEAST, Math.floor(ceiling * luck));
  return Math.max(own, Math.min(asked, MOST_PATIENCE));
}

/** A clock that was set back must not make a report wait for the old time to come again. */
export function due(nextAt: number, now: number): boolean {
  return nextAt <= now || nextAt - now > MOST_PATIENCE;
}

/** Milliseconds a `Retry-After` asks for: seconds, or an HTTP date against the sender's own `Date`. */
export function patience(retryAfter: string | null, serverNow: number): number {
  if (!retryAfter) return 0;
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return isNaN(at) ? 0 : Math.max(0, at - serverNow);
}
