// The module: fetched once, and not before somebody chooses a photo or types.
import load from "yaoan-scan";

/** A slow line needs half a minute for it; later than this somebody has typed the number. */
const START_WITHIN = 60_000;

/** Whether it runs; it did not come; or this browser cannot run it. */
export type State = "ready" | "not loaded" | "cannot";

let waking: Promise<State> | undefined;

/** What did not come is fetched again when it is asked for again. */
export function awake(address: string): Promise<State> {
  if (!waking) {
    waking = start(address);
    waking.then((state) => {
      if (state === "not loaded") waking = undefined;
    });
  }
  return waking;
}

async function start(address: string): Promise<State> {
  let bytes: ArrayBuffer;
  try {
    // Some WebViews refuse to compile while streaming, so the whole module is fetched first.
    bytes = await (await answer(address)).arrayBuffer();
  } catch (_) {
    return "not loaded";
  }
  try {
    await load({ module_or_path: bytes });
    return "ready";
  } catch (_) {
    return "cannot";
  }
}

/** Of our own server, in time and right. */
export async function answer(address: string): Promise<Response> {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), START_WITHIN);
  try {
    const answer = await fetch(address, { credentials: "same-origin", signal: stop.signal });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer;
  } finally {
    clearTimeout(patience);
  }
}
