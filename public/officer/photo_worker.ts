// Makes a photo small beside the page, where twelve megapixels hold up no finger. Says nothing but the bytes.

import { draw, fitting, QUALITY } from "../../app/src/islands/photo_shrink.js";

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener("message", ({ data }: MessageEvent<File>) => {
  shrunk(data).then(
    (bytes) => self.postMessage(bytes, [bytes]),
    () => self.postMessage(undefined),
  );
});

async function shrunk(file: File): Promise<ArrayBuffer> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas: OffscreenCanvas = draw(picture, fitting(picture), new OffscreenCanvas(1, 1));
  return new Response(await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY })).arrayBuffer();
}
