// Test pictures: one real JPEG, made different on demand, and pictures that must be refused.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

/** Stands in the EXIF block of every JPEG made here; staff must never see it. */
export const PLACE_CANARY = "CANARY-24.43N-100.13E";

const BOX = readFileSync(new URL("box.jpg", import.meta.url));

/** 2400 × 1800 JPEG whose EXIF block names a place; `mark` makes its bytes unlike any other's. */
export function jpeg(mark = "") {
  const start = BOX.subarray(0, 2);
  return Buffer.concat([start, segment(0xe1, exif(PLACE_CANARY)), segment(0xfe, Buffer.from(String(mark))), BOX.subarray(2)]);
}

/** A small PNG of one colour, `mark` in a text chunk. */
export function png(width = 64, height = 48, mark = "") {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7f)]);
  return assemble(width, height, deflateSync(Buffer.concat(Array(height).fill(row))), mark);
}

/** A PNG of about `bytes` bytes that does not compress: what an upload limit is tried with. */
export function noisyPng(bytes) {
  const width = 1000;
  const height = Math.ceil(bytes / (width * 3));
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(width * 3)]));
  return assemble(width, height, deflateSync(Buffer.concat(rows), { level: 0 }), "");
}

/** A PNG that says it is 30,000 × 30,000 pixels and would need 2.7 GB to open. */
export function bomb() {
  return assemble(30_000, 30_000, deflateSync(Buffer.alloc(1024)), "");
}

/** A zip archive, whatever it is called. */
export function zip() {
  return Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);
}

export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function assemble(width, height, data, mark) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("tEXt", Buffer.from(`Comment\0${mark}`, "latin1")),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function segment(marker, data) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** One TIFF entry, ImageDescription (0x010e), little-endian. */
function exif(text) {
  const value = Buffer.from(`${text}\0`, "latin1");
  const tiff = Buffer.alloc(26);
  tiff.write("II*\0", 0, "latin1");
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x010e, 10);
  tiff.writeUInt16LE(2, 12);
  tiff.writeUInt32LE(value.length, 14);
  tiff.writeUInt32LE(26, 18);
  return Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff, value]);
}
