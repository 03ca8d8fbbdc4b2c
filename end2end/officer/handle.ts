// What a test reaches into the phone with: the app's own functions, run inside its page.
import { drafts, OpenDraft } from "../../public/officer/drafts.ts";
import { officerBase } from "../../public/officer/base.ts";
import { everything } from "../../public/officer/outbox.ts";
import { active } from "../../public/officer/phone.ts";
import { choose } from "../../public/officer/pin.ts";
import { sealReport } from "../../public/officer/report.ts";
import { sha256 } from "../../public/officer/seal.ts";
import { newId } from "../../public/officer/surroundings.ts";

export interface Sealed {
  id: string;
  /** Digests of the pictures before they were sealed. */
  photos: string[];
}

export interface Handle {
  /** Seals reports with pictures of these sizes, as the form does. */
  seal(photos: number[][]): Promise<Sealed[]>;
  /** Chooses a PIN for an officer and leaves it locked. */
  pin(officer: string, digits: string): Promise<void>;
  /** Keeps photos until there is no room for one more. */
  fillUp(): Promise<void>;
  /** What stands in the drafts on the disk, as far as they lie open. */
  drafted(): Promise<Record<string, string | string[]>[]>;
  /** Everything that has not been pruned yet. */
  waiting(): Promise<{ id: string; state: string }[]>;
  /** As when the phone gets a signal. */
  poke(): void;
}

declare global {
  interface Window {
    yaoanHandle: Handle;
  }
}

window.yaoanHandle = {
  async seal(reports) {
    const all: Sealed[] = [];
    for (const sizes of reports) {
      const at = await active();
      if (!at) throw new Error("nobody is at the phone");
      const draft = await OpenDraft.begin(at.base, newId(), "clue", 1, Date.now());
      const answers = { tile: "expired", village: at.officer.villages[0].code, place: `试验 ${draft.draft.id}` };
      await draft.save({ answers, step: 0 }, Date.now());
      const photos: string[] = [];
      for (const size of sizes) {
        const bytes = await picture(size);
        photos.push(await sha256(bytes));
        await draft.addPhoto({ id: newId(), type: "image/jpeg", bytes });
      }
      const filled = { officer: at.officer.id, answers, pictures: await draft.photos(), draft, now: Date.now() };
      all.push({ id: await sealReport(at.base, at.known, filled), photos });
    }
    return all;
  },
  async pin(officer, digits) {
    await choose(officerBase(officer), digits);
  },
  async fillUp() {
    const at = await active();
    if (!at) throw new Error("nobody is at the phone");
    const draft = await OpenDraft.begin(at.base, newId(), "clue", 1, Date.now());
    await draft.save({ answers: {}, step: 0 }, Date.now());
    for (const size of [300_000, 20_000]) {
      for (let photo = 0; photo < 100; photo += 1) {
        const kept = await draft.addPhoto({ id: newId(), type: "image/jpeg", bytes: noise(size) }).then(() => true, () => false);
        if (!kept) break;
      }
    }
  },
  async drafted() {
    const at = await active();
    if (!at) throw new Error("nobody is at the phone");
    const open = await Promise.all((await drafts(at.base)).map(({ id }) => OpenDraft.resume(at.base, id, Date.now())));
    return Promise.all(open.flatMap((one) => (one ? [one.content().then(({ answers }) => answers)] : [])));
  },
  async waiting() {
    return (await everything()).map(({ id, stage, hold, attempts }) => ({ id, state: `${stage}/${hold}/${attempts}` }));
  },
  poke() {
    dispatchEvent(new Event("online"));
  },
};

/** One that opens, made as large as asked by what stands behind its end. */
async function picture(size: number): Promise<ArrayBuffer> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const jpeg = await new Promise<Blob>((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed()), "image/jpeg"));
  return new Blob([jpeg, noise(size - jpeg.size)]).arrayBuffer();
}

function noise(size: number): ArrayBuffer {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
  return bytes.buffer;
}
