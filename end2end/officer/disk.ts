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
