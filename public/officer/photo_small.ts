// A photo made small: beside the page where the phone can, else on it.

import { smaller } from "../../app/src/islands/photo_shrink.js";

/** A worker that says nothing for so long is given up, in milliseconds. */
const PATIENCE = 20_000;

/** `worker` is the address of its script, if there is one. */
export async function small(file: File, worker: string | undefined): Promise<ArrayBuffer> {
  const bytes = worker && able() ? await beside(file, worker).catch(() => undefined) : undefined;
  return bytes || new Response(await smaller(file)).arrayBuffer();
}

function able(): boolean {
  return typeof Worker === "function" && typeof OffscreenCanvas === "function" && typeof createImageBitmap === "function";
}

/** Gives nothing where the worker cannot do it either: the other way tells whether the photo is to blame. */
function beside(file: File, script: string): Promise<ArrayBuffer | undefined> {
  return new Promise((done) => {
    const worker = new Worker(script);
    const timer = setTimeout(() => end(undefined), PATIENCE);
    const end = (bytes: ArrayBuffer | undefined) => {
      clearTimeout(timer);
      worker.terminate();
      done(bytes);
    };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end(undefined);
    worker.postMessage(file);
  });
}
