// A phone that was reported lost keeps nothing anybody could read, and everything that is sealed.

import { ask, type Base, within } from "./base.ts";
import type { Kept, Queued } from "./outbox.ts";
import type { Slip } from "./state.ts";

/** Drafts and query codes go; what is sealed stays until it is sent, and the numbers of what was sent stay. */
export async function wipe(base: Base): Promise<void> {
  await within(base, ["drafts", "photos", "outbox", "receipts", "kv", "forms"], "readwrite", async (store) => {
    store("drafts").clear();
    store("forms").clear();
    store("kv").clear();
    const queued = await ask<Queued[]>(store("outbox").getAll());
    for (const report of queued) store("outbox").put({ ...report, copy: undefined, receipt: report.receipt && numberOnly(report.receipt) });
    for (const kept of await ask<Kept[]>(store("receipts").getAll())) store("receipts").put(numberOnly(kept));
    const ids = queued.map((report) => report.id);
    const keys = (await ask(store("photos").getAllKeys())) as [string, string][];
    for (const key of keys) if (ids.indexOf(key[0]) < 0) store("photos").delete(key);
  });
}

/** An earlier release of these pages kept the code as it was told. */
function numberOnly<T extends Slip>(slip: T): T {
  const bare: T & { query_code?: string } = { ...slip };
  delete bare.code;
  delete bare.query_code;
  return bare;
}
