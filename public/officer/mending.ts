// A report the bureau refused comes back as a draft of its own, once.

import { ask, officerBase, within } from "./base.ts";
import type { Queued } from "./outbox.ts";
import { after } from "./state.ts";
import { newId } from "./surroundings.ts";

/** Whether its answers still wait behind the PIN. */
export function canBeMended(report: Queued): boolean {
  return report.hold === "rejected" && !report.mended && report.copy !== undefined;
}

/** Gives the new draft, or nothing where another page was first. The refused report stays until the officer drops it. */
export function mend(report: Queued): Promise<string | undefined> {
  return within(officerBase(report.officer), ["drafts", "outbox"], "readwrite", async (store) => {
    const refused = await ask<Queued | undefined>(store("outbox").get(report.id));
    if (!refused || !refused.copy || !canBeMended(refused)) return undefined;
    // Under an id of its own: a page that still shows the draft from before has nothing to do with it.
    const draft = { ...refused.copy, id: newId() };
    const mended: Queued = { ...refused, ...after(refused, { kind: "mended" }) };
    delete mended.copy;
    store("drafts").put(draft);
    store("outbox").put(mended);
    return draft.id;
  });
}
