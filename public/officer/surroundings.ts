// What the sender takes from the world, so that a test can hand in another one.

export interface Surroundings {
  /** Milliseconds, this phone's clock, right or wrong. */
  now(): number;
  /** In [0, 1). */
  luck(): number;
  fetch(address: string, options: RequestInit): Promise<Response>;
  /** As the phone calls it: `wifi`, `cellular`, …; nothing where it does not tell. */
  line(): string | undefined;
}

export const WORLD: Surroundings = {
  now: () => Date.now(),
  luck: () => Math.random(),
  fetch: (address, options) => fetch(address, options),
  line: () => (connection() || {}).type,
};

/** What the phone tells of its line; many tell nothing. */
export function connection(): (EventTarget & { type?: string }) | undefined {
  return (navigator as { connection?: EventTarget & { type?: string } }).connection;
}

/** The portal's base path with a slash at both ends, from a script's or a page's own address. */
export function basePath(address: string): string {
  const path = new URL(address).pathname;
  const at = path.indexOf("/officer");
  return at < 0 ? "/" : path.slice(0, at + 1);
}

/** A version-4 UUID; `crypto.randomUUID` is younger than the phones we serve. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function hexOf(bytes: Uint8Array): string {
  return Array.prototype.map.call(bytes, (byte: number) => (byte < 16 ? "0" : "") + byte.toString(16)).join("");
}
