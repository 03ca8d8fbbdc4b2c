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
  const sync = (registration as { sync?: { register(tag: string): Promise<void> } }).sync;
  if (sync) await sync.register("yaoan-officer").catch(() => undefined);
}
