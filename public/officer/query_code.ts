// A villager's query code on the officer's phone: closed like a draft, so that only the PIN shows it.

import type { Base } from "./base.ts";
import { open, pocket, type Pocket, put } from "./pin.ts";

export interface ClosedCode extends Pocket {
  iv: Uint8Array;
  data: ArrayBuffer;
}

export async function close(base: Base, code: string, now: number): Promise<ClosedCode> {
  const { pocket: closed, key } = await pocket(base, now);
  const [iv, data] = await put(key, new TextEncoder().encode(code));
  // Where no PIN was chosen the key must stay, as with a draft; otherwise nothing lies ready.
  return { ...closed, hot: closed.closed_key.byteLength === 0 ? key : undefined, hot_until: 0, iv, data };
}

/** Nothing before the PIN was given, or where another PIN was chosen since. */
export async function read(base: Base, closed: ClosedCode, now: number): Promise<string | undefined> {
  const key = await open(base, closed, now).catch(() => undefined);
  if (!key) return undefined;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: closed.iv as BufferSource }, key, closed.data);
  return new TextDecoder().decode(plain);
}
