// What lies on the phone's disk, read past the app as whoever finds the phone would.
import type { Page } from "@playwright/test";

export type Row = Record<string, unknown>;

/** All rows of a store, over all officers. */
export function rows(page: Page, store: string): Promise<Row[]> {
  return page.evaluate(async (store) => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = () => no(request.error))));
    const all: Row[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith("yaoan-officer-")) continue;
      const db = await done(indexedDB.open(name));
      if (db.objectStoreNames.contains(store)) all.push(...(await done(db.transaction(store).objectStore(store).getAll())));
      db.close();
    }
    // Keys and bytes say nothing to a reader.
    return JSON.parse(JSON.stringify(all));
  }, store);
}

/** Photos of drafts are lost, as when the browser was short of room. */
export function loseDraftPhotos(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = () => no(request.error))));
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith("yaoan-officer-")) continue;
      const db = await done(indexedDB.open(name));
      const stores = db.transaction(["photos", "outbox"], "readwrite");
      const sealed = await done(stores.objectStore("outbox").getAllKeys());
      for (const key of (await done(stores.objectStore("photos").getAllKeys())) as [string, string][]) {
        if (!sealed.includes(key[0])) await done(stores.objectStore("photos").delete(key));
      }
      db.close();
    }
  });
}
