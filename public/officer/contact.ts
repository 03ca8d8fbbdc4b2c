// Talking to the bureau now and then: time, key, who may use this phone, and orders.

import { type Answer, refused } from "./answer.ts";
import { officerBase } from "./base.ts";
import { bases, type Known, remember } from "./phone.ts";
import type { Surroundings } from "./surroundings.ts";
import { wipe } from "./wiping.ts";
import type { Wire } from "./wire.ts";

/** Asks `hello` and does what it says. */
export async function contact(wire: Wire, world: Surroundings): Promise<Answer<Known>> {
  const answer = await wire.hello();
  if (refused(answer)) return answer;
  const said = await remember(answer.ok, world.now());
  if (said.revoked) for (const officer of await bases()) await wipe(officerBase(officer));
  if (said.stop_worker) await stopWorker();
  return { ok: said };
}

/** The kill switch: without worker and kept pages everything comes from the server again. What waits stays. */
export async function stopWorker(): Promise<void> {
  if (navigator.serviceWorker && navigator.serviceWorker.getRegistrations) {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      if (/\/officer$/.test(new URL(registration.scope).pathname)) await registration.unregister();
    }
  }
  for (const name of await caches.keys()) if (/^officer-/.test(name)) await caches.delete(name);
}
