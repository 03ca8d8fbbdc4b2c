// Reads the codes of a photo. It is drawn and looked at here, and goes nowhere. The browser's own BarcodeDetector,
// where there is one, is not asked: it reads other things on other phones, and two readers would be two answers.
import { read } from "yaoan-scan";
import { decode } from "../../app/src/islands/photo_shrink.js";

export interface Code {
  symbology: "qr" | "data-matrix" | "code128" | "ean13" | "ean8";
  text: string;
}

/** Why a photo cannot be looked at. */
export type Trouble = "no picture" | "too large";

/** More than any camera of a phone makes. */
const MOST_BYTES = 40 * 1024 * 1024;
const SMALL = 1280;
const LARGE = 3000;
/** Small pictures are read quickly, large ones show thin bars; bars may slant by 15 degrees, so three turns are all. */
const LOOKS = [
  { longest: SMALL, turned: 0 },
  { longest: LARGE, turned: 0 },
  { longest: SMALL, turned: 30 },
  { longest: SMALL, turned: 60 },
];

type Picture = ImageBitmap | HTMLImageElement;

export async function codesOf(file: File): Promise<Code[] | Trouble> {
  if (file.size > MOST_BYTES) return "too large";
  let picture: Picture;
  try {
    picture = await decode(file);
  } catch (_) {
    return "no picture";
  }
  const longest = Math.max(picture.width, picture.height);
  const looks = LOOKS.filter((look) => look.longest === SMALL || longest > SMALL);
  for (const look of looks) {
    const drawn = draw(picture, look.longest, look.turned);
    if (!drawn) return "too large";
    const found = codesIn(drawn);
    if (found.length > 0) return found;
    await painted();
  }
  return [];
}

/** Whatever breaks the reader is no code. */
function codesIn(drawn: ImageData): Code[] {
  try {
    return JSON.parse(read(drawn.width, drawn.height, brightness(drawn)));
  } catch (_) {
    return [];
  }
}

/** Nothing where the phone has no room for it. */
function draw(picture: Picture, longest: number, turned: number): ImageData | undefined {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const [across, down] = [picture.width * scale, picture.height * scale];
  const angle = (turned * Math.PI) / 180;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(across * Math.cos(angle) + down * Math.sin(angle)));
  canvas.height = Math.max(1, Math.round(across * Math.sin(angle) + down * Math.cos(angle)));
  try {
    const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.rotate(angle);
    pen.drawImage(picture, -across / 2, -down / 2, across, down);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  } catch (_) {
    return undefined;
  }
}

/** As the eye weighs the colours. */
function brightness({ data, width, height }: ImageData): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let at = 0, n = 0; n < luma.length; at += 4, n++) {
    luma[n] = (data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8;
  }
  return luma;
}

/** Lets the browser draw what was said before the next look. */
function painted(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
