// Photos of boxes with codes on them, drawn by an engine that has nothing to do with ours.
import type { Browser } from "@playwright/test";
import bwip from "bwip-js/node";

export interface Label {
  /** As bwip-js names it: qrcode, code128, ean13, datamatrix. */
  kind: string;
  text: string;
  /** Where its middle lies, in parts of the photo. */
  x?: number;
  y?: number;
  /** Of the photo's width. */
  wide?: number;
  turned?: number;
}

interface Shot {
  width?: number;
  height?: number;
  type?: "image/jpeg" | "image/png";
  noise?: number;
}

/** A file as `setInputFiles` takes it: labels on a noisy table. */
export async function photo(browser: Browser, labels: Label[], shot: Shot = {}): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const { width = 1600, height = 1200, type = "image/jpeg", noise = 30 } = shot;
  const drawn = await Promise.all(
    labels.map(async ({ kind, text, x = 0.5, y = 0.5, wide = 0.5, turned = 0 }) => {
      const png = await bwip.toBuffer({ bcid: kind, text, scale: 4, padding: 8, backgroundcolor: "FFFFFF", ...(kind === "code128" ? { height: 20 } : {}) });
      return { source: `data:image/png;base64,${png.toString("base64")}`, x, y, wide, turned };
    }),
  );
  const page = await browser.newPage();
  const address = await page.evaluate(
    async ({ drawn, width, height, type, noise }) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
      const table = pen.createLinearGradient(0, 0, width, height);
      table.addColorStop(0, "#c9b79c");
      table.addColorStop(1, "#6f6252");
      pen.fillStyle = table;
      pen.fillRect(0, 0, width, height);
      for (const { source, x, y, wide, turned } of drawn) {
        const image = new Image();
        image.src = source;
        await image.decode();
        const [across, down] = [width * wide, (width * wide * image.height) / image.width];
        pen.save();
        pen.translate(width * x, height * y);
        pen.rotate((turned * Math.PI) / 180);
        pen.drawImage(image, -across / 2, -down / 2, across, down);
        pen.restore();
      }
      const picture = pen.getImageData(0, 0, width, height);
      // The same noise in every run.
      let seed = 20261123;
      for (let n = 0; n < picture.data.length; n += 4) {
        seed = (seed * 1664525 + 1013904223) >>> 0;
        const dust = (seed / 2 ** 32 - 0.5) * noise;
        for (let colour = 0; colour < 3; colour++) picture.data[n + colour] += dust;
      }
      pen.putImageData(picture, 0, 0);
      return canvas.toDataURL(type, 0.8);
    },
    { drawn, width, height, type, noise },
  );
  await page.close();
  const name = type === "image/png" ? "box.png" : "box.jpg";
  return { name, mimeType: type, buffer: Buffer.from(address.split(",")[1] ?? "", "base64") };
}
