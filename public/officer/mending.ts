// A report the bureau refused comes back as a draft of its own, once.

import { ask, isFull, officerBase, photosOf, within } from "./base.ts";
import type { Queued } from "./outbox.ts";
import { after } from "./state.ts";
import { newId } from "./surroundings.ts";

/** Whether its answers still wait behind the PIN. */
export function canBeMended(report: Queued): boolean {
  return report.hold === "rejected" && !report.mended && report.copy !== undefined;
}

/** Gives the new draft, or nothing where another page was first. The refused report stays until the officer drops it. */
export function mend(report: Queued): Promise<string | undefined> {
  return takeBack(report, true).catch((error) => {
    // On a full phone the words come back, and the photos are taken once more.
    if (!isFull(error)) throw error;
    return takeBack(report, false);
  });
}

function takeBack(report: Queued, withPhotos: boolean): Promise<string | undefined> {
  return within(officerBase(report.officer), ["drafts", "photos", "outbox"], "readwrite", async (store) => {
    const refused = await ask<Queued | undefined>(store("outbox").get(report.id));
    if (!refused || !refused.copy || !canBeMended(refused)) return undefined;
    // Under an id of its own: a page that still shows the draft from before has nothing to do with it.
    const { copy } = refused;
    const id = newId();
    const kept = await ask<{ report: string }[]>(store("photos").getAll(photosOf(copy.id)));
    const photos = withPhotos ? kept : [];
    for (const photo of photos) store("photos").put({ ...photo, report: id });
    store("photos").delete(photosOf(copy.id));
    store("drafts").put({ ...copy, id, retake: photos.length < refused.photos.length });
    const mended: Queued = { ...refused, ...after(refused, { kind: "mended" }) };
    delete mended.copy;
    store("outbox").put(mended);
    return id;
  });
}
