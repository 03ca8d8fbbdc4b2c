// Wakes the islands of a page: loads the module, then hands every <leptos-island> to the function
// that its data-component names. The page works without this script, so a failure costs a note in
// the console and nothing else.
//
// Tests and style sheets may wait for <html data-islands="ready">.

import load, * as islands from "yaoan-islands";

// The tag that asks for us once the page is drawn carries the address.
const tag = document.querySelector("script[data-wasm]");

idle()
  .then(wake)
  .then(
    // What an island does once it is awake runs in tasks that stand in the queue before this one.
    () => setTimeout(() => note("ready")),
    (error) => {
      note("failed");
      console.warn("islands stay asleep:", error);
    }
  );

// Whoever begins to read or type goes first.
function idle() {
  const idle = window.requestIdleCallback || ((go) => setTimeout(go, 100));
  return new Promise((go) => idle(go, { timeout: 500 }));
}

// Some WebViews refuse to compile while streaming, so the whole module is fetched first.
async function wake() {
  const answer = await fetch(tag.dataset.wasm, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  await load({ module_or_path: await answer.arrayBuffer() });
  // A slow phone may answer a finger before it goes on.
  await new Promise((go) => setTimeout(go));
  islands.hydrate();
  // Document order: an island must be awake before those among its server-drawn children. In one
  // go: each must find the page as the server drew it, before another begins to change it, which
  // it does in a task of its own.
  document.querySelectorAll("leptos-island").forEach(wakeOne);
}

// An island leaves on its <leptos-children> a callback that makes it the owner of what is woken there.
function wakeOne(island) {
  const wakeUp = islands[island.dataset.component];
  if (!wakeUp) throw new Error(`no island called ${island.dataset.component}`);
  const children = island.closest("leptos-children");
  if (children && children.$$on_hydrate) children.$$on_hydrate();
  wakeUp(island);
}

function note(state) {
  document.documentElement.dataset.islands = state;
}
