// IndexedDB: one small base for the phone, one for each officer who uses it.

export type Base = { name: string; upgrade(db: IDBDatabase): void };

/** Who is at the phone, what the bureau said last, whose turn it is to send. */
export const PHONE: Base = { name: "yaoan-phone", upgrade: (db) => void db.createObjectStore("kv") };

export function officerBase(officer: string): Base {
  return {
    name: `yaoan-officer-${officer}`,
    upgrade(db) {
      db.createObjectStore("drafts", { keyPath: "id" });
      db.createObjectStore("photos", { keyPath: ["report", "photo"] });
      db.createObjectStore("outbox", { keyPath: "id" });
      db.createObjectStore("receipts", { keyPath: "id" });
      db.createObjectStore("forms", { keyPath: ["form", "ver"] });
      db.createObjectStore("kv");
    },
  };
}

const VERSION = 1;
const opened: { [name: string]: Promise<IDBDatabase> } = {};

/**
 * Runs `work` in one transaction and resolves with its answer once everything is on the disk.
 * Nothing but requests of this transaction may be awaited inside, or the browser ends it.
 */
export async function within<T>(
  base: Base,
  stores: string[],
  mode: IDBTransactionMode,
  work: (store: (name: string) => IDBObjectStore) => T | Promise<T>,
): Promise<T> {
  const db = await open(base);
  let transaction: IDBTransaction;
  try {
    transaction = begin(db, stores, mode);
  } catch (error) {
    // The browser may close a base behind our back, as iOS does under memory pressure.
    delete opened[base.name];
    transaction = begin(await open(base), stores, mode);
  }
  const finished = new Promise<void>((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error || new Error("aborted"));
  });
  // A failure of `work` is the one worth telling; without a listener this one would be reported too.
  finished.catch(() => undefined);
  try {
    const answer = await work((name) => transaction.objectStore(name));
    await finished;
    return answer;
  } catch (error) {
    try {
      transaction.abort();
    } catch (over) {
      // It has ended already.
    }
    throw error;
  }
}

/** Keys of all photos of one draft or report. */
export function photosOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

/** The answer of one request. */
export function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

export function read<T>(base: Base, key: string): Promise<T | undefined> {
  return within(base, ["kv"], "readonly", (store) => ask<T | undefined>(store("kv").get(key)));
}

export async function write(base: Base, key: string, value: unknown): Promise<void> {
  await within(base, ["kv"], "readwrite", (store) => ask(store("kv").put(value, key)));
}

/** No room left, whichever way the browser says it. */
export function isFull(error: unknown): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED";
}

function begin(db: IDBDatabase, stores: string[], mode: IDBTransactionMode): IDBTransaction {
  return db.transaction(stores, mode, { durability: mode === "readwrite" ? "strict" : "default" });
}

function open(base: Base): Promise<IDBDatabase> {
  const known = opened[base.name];
  if (known) return known;
  const opening = new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(base.name, VERSION);
    request.onupgradeneeded = () => base.upgrade(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("blocked"));
    request.onsuccess = () => {
      const db = request.result;
      const forget = () => delete opened[base.name];
      db.onclose = forget;
      db.onversionchange = () => {
        db.close();
        forget();
      };
      done(db);
    };
  });
  opened[base.name] = opening;
  opening.catch(() => delete opened[base.name]);
  return opening;
}
