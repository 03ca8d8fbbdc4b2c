// A real recording of nothing: frames of MPEG-1 layer III, 32 kbit/s, 44.1 kHz, one channel, whose side
// information says that there is nothing in them. Each lasts 26 milliseconds.
const FRAME = Buffer.alloc(104);
Buffer.from([0xff, 0xfb, 0x10, 0xc4]).copy(FRAME);

/** @param {number} frames */
export const silence = (frames) => Buffer.concat(Array.from({ length: frames }, () => FRAME));

/** Seconds it takes. @param {number} frames */
export const seconds = (frames) => (frames * 1152) / 44_100;
