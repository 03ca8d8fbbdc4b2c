// The service worker: kept registered, and exchanged only when nothing is lost by it.

import { basePath } from "./surroundings.ts";

export async function keepWorker(): Promise<void> {
  if (!navigator.serviceWorker) return;
  // Home itself has no slash at its end; the server allows the wider scope.
  const scope = `${basePath(location.href)}officer`;
  const registration = await navigator.serviceWorker.register(`${scope}/sw.js`, { scope, updateViaCache: "none" });
  // A page on which nothing is typed may let the next version take over; otherwise the next cold start does.
  const clean = !document.querySelector("form[data-form], form[data-officer-pin]");
  if (registration.waiting && clean) registration.waiting.postMessage("take over");
  await askSync(registration);
}

/** After sealing, also without a network: the browser wakes the worker when there is one, even if every page is closed by then. */
export async function wakeLater(): Promise<void> {
  if (!navigator.serviceWorker || !navigator.serviceWorker.getRegistration) return;
  const registration = await navigator.serviceWorker.getRegistration(`${basePath(location.href)}officer`);
  if (registration) await askSync(registration);
}

/** A browser without it, or one that refuses, sends from the page alone. */
async function askSync(registration: ServiceWorkerRegistration): Promise<void> {
  const sync = (registration as { sync?: { register(tag: string): Promise<void> } }).sync;
  if (sync) await sync.register("yaoan-officer").catch(() => undefined);
}
