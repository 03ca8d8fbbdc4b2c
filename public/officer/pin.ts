// The six digits that open an officer's drafts without a network.
//
// Every officer has a key pair here. A draft's own key is wrapped for the public half, so that
// writing needs no PIN; the private half is wrapped under a key made from the PIN.

import { type Base, read, write } from "./base.ts";

/** Without use a draft closes itself after so long, in milliseconds. */
export const HOT = 5 * 60_000;

/** About a second on a cheap phone; six digits are few, so more would only annoy their owner. */
const ROUNDS = 200_000;
const WRAP = { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

interface Lock {
  open: CryptoKey;
  salt: Uint8Array;
  iv: Uint8Array;
  closed: ArrayBuffer;
}

/** A draft's own key, closed, and for a while also ready to use. */
export interface Pocket {
  closed_key: ArrayBuffer;
  hot?: CryptoKey;
  hot_until: number;
}

/** Chooses a PIN, or a new one where drafts need not be kept. */
export async function choose(base: Base, pin: string): Promise<void> {
  const pair = (await crypto.subtle.generateKey(WRAP, true, ["encrypt", "decrypt"])) as CryptoKeyPair;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const plain = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
  const [iv, closed] = await put(await fromPin(pin, salt), plain);
  await write(base, "lock", { open: pair.publicKey, salt, iv, closed });
}

export async function isChosen(base: Base): Promise<boolean> {
  return (await read<Lock>(base, "lock")) !== undefined;
}

export type Opened = "open" | "wrong" | "wait";

/** After so many wrong ones in a row, five minutes pass before the next is tried. */
const TRIES = 5;

export async function unlock(base: Base, pin: string, now: number): Promise<Opened> {
  const wrong = (await read<{ count: number; until: number }>(base, "wrong")) || { count: 0, until: 0 };
  if (wrong.until > now && wrong.until - now <= HOT) return "wait";
  if (await tryPin(base, pin, now)) {
    await write(base, "wrong", undefined);
    return "open";
  }
  const count = wrong.count + 1;
  await write(base, "wrong", count < TRIES ? { count, until: 0 } : { count: 0, until: now + HOT });
  return "wrong";
}

/** Takes over the lock that was made on the page where the PIN was chosen; the officer was not known there yet. */
export async function adopt(from: Base, base: Base): Promise<void> {
  const fresh = await read<Lock>(from, "lock");
  if (!fresh) return;
  if (!(await isChosen(base))) await write(base, "lock", fresh);
  await write(from, "lock", undefined);
}

async function tryPin(base: Base, pin: string, now: number): Promise<boolean> {
  const lock = await read<Lock>(base, "lock");
  if (!lock) return false;
  try {
    const key = await fromPin(pin, lock.salt);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: lock.iv as BufferSource }, key, lock.closed);
    const hidden = await crypto.subtle.importKey("pkcs8", plain, WRAP, false, ["decrypt"]);
    await write(base, "unlocked", { key: hidden, until: now + HOT });
    return true;
  } catch (error) {
    return false;
  }
}

export async function isUnlocked(base: Base, now: number): Promise<boolean> {
  return (await unlocked(base, now)) !== undefined;
}

/** Somebody is at work: another five minutes. */
export async function stay(base: Base, now: number): Promise<void> {
  const key = await unlocked(base, now);
  if (key) await write(base, "unlocked", { key, until: now + HOT });
}

export function lockUp(base: Base): Promise<void> {
  return write(base, "unlocked", undefined);
}

/** A key for a new draft. Before a PIN was chosen it can only be reopened while it is hot. */
export async function pocket(base: Base, now: number): Promise<{ pocket: Pocket; key: CryptoKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const lock = await read<Lock>(base, "lock");
  const closed_key = lock ? await crypto.subtle.encrypt({ name: "RSA-OAEP" }, lock.open, raw) : new ArrayBuffer(0);
  return { pocket: { closed_key, hot: key, hot_until: now + HOT }, key };
}

/** The key of a draft, if it lies ready or the PIN was given lately. */
export async function open(base: Base, pocket: Pocket, now: number): Promise<CryptoKey | undefined> {
  const fresh = pocket.hot_until > now && pocket.hot_until - now <= HOT;
  const orphaned = pocket.closed_key.byteLength === 0;
  if (pocket.hot && (fresh || orphaned)) return pocket.hot;
  const key = await unlocked(base, now);
  if (!key || orphaned) return undefined;
  const raw = await crypto.subtle.decrypt({ name: "RSA-OAEP" }, key, pocket.closed_key);
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Closes bytes under a key; gives the nonce and what came out. */
export async function put(key: CryptoKey, plain: BufferSource): Promise<[Uint8Array, ArrayBuffer]> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return [iv, await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain)];
}

async function unlocked(base: Base, now: number): Promise<CryptoKey | undefined> {
  const kept = await read<{ key: CryptoKey; until: number }>(base, "unlocked");
  return kept && kept.until > now && kept.until - now <= HOT ? kept.key : undefined;
}

async function fromPin(pin: string, salt: Uint8Array): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", salt: salt as BufferSource, iterations: ROUNDS, hash: "SHA-256" };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
