// Closes bytes so that only the bureau can open them: "YS1", P-256 ECDH, HKDF-SHA-256, AES-256-GCM.
// Once closed, this phone cannot read them either.

import { hexOf } from "./surroundings.ts";

/** The bureau's public key as `hello` gives it. */
export interface BureauKey {
  /** Eight bytes in hex. */
  id: string;
  /** The uncompressed point, base64url. */
  public: string;
}

const MAGIC = new Uint8Array([0x59, 0x53, 0x31, 0x00]);
const INFO = ascii("yaoan officer report 1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** `about` says which report or photo this is: the bytes open as nothing else. */
export async function seal(plain: BufferSource, about: string, bureau: BureauKey): Promise<ArrayBuffer> {
  const theirs = bytesOf(bureau.public);
  const key = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const pair = (await crypto.subtle.generateKey(CURVE, true, ["deriveBits"])) as CryptoKeyPair;
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: key }, pair.privateKey, 256);
  const aes = await contentKey(secret, join(ours, theirs));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: ascii(about) }, aes, plain);
  return join(MAGIC, unhex(bureau.id), ours, iv, new Uint8Array(closed)).buffer as ArrayBuffer;
}

export async function sha256(bytes: BufferSource): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

async function contentKey(secret: ArrayBuffer, salt: Uint8Array): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: INFO } as unknown as HkdfParams;
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function unhex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function bytesOf(base64url: string): Uint8Array {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
