// One sender at a time on this phone, whichever page or worker it is.

import { ask, PHONE, within } from "./base.ts";
import { newId, type Surroundings } from "./surroundings.ts";

/** Without Web Locks (Chromium before 69, Safari before 15.4) a sender that died keeps the turn so long. */
const LEASE = 90_000;

interface Lease {
  owner: string;
  until: number;
}

/** Whether the turn is still ours; asked between any two requests. */
export type Still = () => Promise<boolean>;

/** Runs `work` if nobody else sends now; says whether it ran. */
export async function alone(world: Surroundings, work: (still: Still) => Promise<void>): Promise<boolean> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return leased(world, work);
  return locks.request("yaoan-officer-sender", { ifAvailable: true }, async (lock) => {
    if (lock) await work(async () => true);
    return lock !== null;
  });
}

async function leased(world: Surroundings, work: (still: Still) => Promise<void>): Promise<boolean> {
  const owner = newId();
  const take = () =>
    within(PHONE, ["kv"], "readwrite", async (store) => {
      const lease = await ask<Lease | undefined>(store("kv").get("lease"));
      const now = world.now();
      // A lease from the future was written before the clock was set back.
      const held = lease && lease.owner !== owner && lease.until > now && lease.until - now <= LEASE;
      if (!held) store("kv").put({ owner, until: now + LEASE }, "lease");
      return !held;
    });
  if (!(await take())) return false;
  try {
    await work(take);
  } finally {
    await within(PHONE, ["kv"], "readwrite", async (store) => {
      const lease = await ask<Lease | undefined>(store("kv").get("lease"));
      if (lease && lease.owner === owner) store("kv").delete("lease");
    });
  }
  return true;
}
