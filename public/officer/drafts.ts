// What is being filled in, closed under a key of its own. While somebody types the key lies ready;
// five minutes later only the PIN opens it again.

import { ask, type Base, photosOf, within } from "./base.ts";
import { canonical } from "./canonical.ts";
import { HOT, open, pocket, type Pocket, put as lock } from "./pin.ts";
import { sha256 } from "./seal.ts";

/** As it lies on the disk. */
export interface Draft extends Pocket {
  id: string;
  form: string;
  form_ver: number;
  /** The content, closed. */
  iv: Uint8Array;
  data: ArrayBuffer;
  /** A refused report came back and its photos were no longer on this phone. */
  retake?: boolean;
  /** Milliseconds, this phone's clock. */
  saved_at: number;
}

export interface Content {
  answers: { [name: string]: string | string[] };
  step: number;
}

export interface Picture {
  id: string;
  type: string;
  bytes: ArrayBuffer;
}

/** The draft is no longer there: another page has sealed it or thrown it away. */
export class Gone extends Error {}

/** What a draft said, in a digest that only who has the draft open can read. */
export interface Mark {
  iv: Uint8Array;
  digest: ArrayBuffer;
}

/** A draft somebody is working on. */
export class OpenDraft {
  private saving: Promise<unknown> = Promise.resolve();
  /** Since the first save; from then on what is not on the disk was taken away by another page. */
  private kept: boolean;

  private constructor(
    private readonly base: Base,
    public draft: Draft,
    private readonly key: CryptoKey,
  ) {
    this.kept = draft.data.byteLength > 0;
  }

  /** A new one; nothing is on the disk before the first save. */
  static async begin(base: Base, id: string, form: string, form_ver: number, now: number): Promise<OpenDraft> {
    const { pocket: closed, key } = await pocket(base, now);
    const draft: Draft = { ...closed, id, form, form_ver, iv: new Uint8Array(12), data: new ArrayBuffer(0), saved_at: now };
    return new OpenDraft(base, draft, key);
  }

  /** Nothing when only the PIN can open it and was not given. */
  static async resume(base: Base, id: string, now: number): Promise<OpenDraft | undefined> {
    const draft = await within(base, ["drafts"], "readonly", (store) => ask<Draft | undefined>(store("drafts").get(id)));
    const key = draft && (await open(base, draft, now));
    return draft && key && new OpenDraft(base, draft, key);
  }

  /** Saves one after another, so that an older state never lands on a newer one. */
  save(content: Content, now: number): Promise<void> {
    const work = async () => {
      const [iv, data] = await lock(this.key, new TextEncoder().encode(JSON.stringify(content)));
      this.draft = { ...this.draft, iv, data, saved_at: now, hot_until: now + HOT };
      await within(this.base, ["drafts"], "readwrite", async (store) => {
        if (this.kept) await mustBeThere(store, this.draft.id);
        store("drafts").put(this.draft);
      });
      this.kept = true;
    };
    const saved = this.saving.then(work, work);
    this.saving = saved;
    return saved;
  }

  async content(): Promise<Content> {
    const { iv, data } = this.draft;
    if (data.byteLength === 0) return { answers: {}, step: 0 };
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: iv as BufferSource }, this.key, data);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  async addPhoto(picture: Picture): Promise<void> {
    const [iv, data] = await lock(this.key, picture.bytes);
    const { id } = this.draft;
    await within(this.base, ["drafts", "photos"], "readwrite", async (store) => {
      await mustBeThere(store, id);
      store("photos").put({ report: id, photo: picture.id, type: picture.type, iv, bytes: data });
    });
    this.draft = { ...this.draft, retake: false };
  }

  async dropPhoto(photo: string): Promise<void> {
    await within(this.base, ["photos"], "readwrite", (store) => void store("photos").delete([this.draft.id, photo]));
  }

  async photos(): Promise<Picture[]> {
    const kept = await within(this.base, ["photos"], "readonly", (store) =>
      ask<{ photo: string; type: string; iv: Uint8Array; bytes: ArrayBuffer }[]>(
        store("photos").getAll(photosOf(this.draft.id)),
      ),
    );
    const pictures: Picture[] = [];
    for (const one of kept) {
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv as BufferSource }, this.key, one.bytes);
      pictures.push({ id: one.photo, type: one.type, bytes });
    }
    return pictures;
  }

  /** Goes with the report into the outbox, so that another page with the same draft can compare. */
  async mark(answers: Content["answers"], pictures: Picture[]): Promise<Mark> {
    const [iv, digest] = await lock(this.key, await digestOf(answers, pictures));
    return { iv, digest };
  }

  /** Whether what was sealed says the same. */
  async said({ iv, digest }: Mark, answers: Content["answers"], pictures: Picture[]): Promise<boolean> {
    const sealed = await crypto.subtle.decrypt({ name: "AES-GCM", iv: iv as BufferSource }, this.key, digest);
    const here = await digestOf(answers, pictures);
    return new TextDecoder().decode(sealed) === new TextDecoder().decode(here);
  }
}

/** Inside a transaction over the drafts: nobody has taken this one away. */
export async function mustBeThere(store: (name: string) => IDBObjectStore, id: string): Promise<void> {
  if ((await ask(store("drafts").count(id))) === 0) throw new Gone();
}

export async function isThere(base: Base, id: string): Promise<boolean> {
  return within(base, ["drafts"], "readonly", (store) => ask(store("drafts").count(id))).then((count) => count > 0);
}

export function drafts(base: Base): Promise<Draft[]> {
  return within(base, ["drafts"], "readonly", (store) => ask<Draft[]>(store("drafts").getAll()));
}

/** By the officer's own hand. */
export async function throwAway(base: Base, id: string): Promise<void> {
  await within(base, ["drafts", "photos"], "readwrite", (store) => {
    store("drafts").delete(id);
    store("photos").delete(photosOf(id));
  });
}

/** Keys lie ready no longer than they must; also drafts of others who use the phone are closed, and what may have to be mended. */
export async function cool(base: Base, now: number): Promise<void> {
  await within(base, ["drafts", "outbox"], "readwrite", async (store) => {
    for (const draft of await ask<Draft[]>(store("drafts").getAll())) {
      if (isOver(draft, now)) store("drafts").put({ ...draft, hot: undefined });
    }
    for (const report of await ask<{ copy?: Draft }[]>(store("outbox").getAll())) {
      const { copy } = report;
      if (copy && isOver(copy, now)) store("outbox").put({ ...report, copy: { ...copy, hot: undefined } });
    }
  });
}

/** Begun before a PIN was chosen, nothing else could open it again. */
function isOver(draft: Draft, now: number): boolean {
  const hot = draft.hot_until > now && draft.hot_until - now <= HOT;
  return draft.hot !== undefined && !hot && draft.closed_key.byteLength > 0;
}

function digestOf(answers: Content["answers"], pictures: Picture[]): Promise<Uint8Array<ArrayBuffer>> {
  const photos = pictures.map((picture) => picture.id).sort();
  const encoder = new TextEncoder();
  return sha256(encoder.encode(canonical({ answers, photos }))).then((digest) => encoder.encode(digest));
}
