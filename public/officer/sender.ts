// Sends what waits: texts first, then photos; one thing after another; nothing twice, nothing lost.
// The page and the service worker run this same code.

import { type Refusal, refused } from "./answer.ts";
import { officerBase } from "./base.ts";
import { FIRST_CHUNK } from "./chunk.ts";
import { everything, photo, prune, type Queued, update } from "./outbox.ts";
import { known } from "./phone.ts";
import { type Pace, upload } from "./photo_upload.ts";
import { close } from "./query_code.ts";
import { affordable } from "./saving.ts";
import { next } from "./schedule.ts";
import { after, type Happening, type Receipt, type Slip } from "./state.ts";
import type { Surroundings } from "./surroundings.ts";
import { alone, type Still } from "./turn.ts";
import type { Taken, Wire } from "./wire.ts";

export class Sender {
  private readonly pace: Pace = { chunk: FIRST_CHUNK };

  constructor(
    private readonly wire: Wire,
    private readonly world: Surroundings,
    /** Told after every change of a report. */
    private readonly changed: () => void,
  ) {}

  /** Sends until nothing is due. Gives false when another page or the worker is sending. */
  run(): Promise<boolean> {
    return alone(this.world, async (still) => {
      for (;;) {
        const queued = next(await affordable(await everything(), this.world), this.world.now());
        if (!queued || !(await still())) return;
        if (queued.stage === "complete") await this.finish(queued);
        else if (queued.stage === "sealed") await this.sendText(queued);
        else await this.sendPhotos(queued, still);
      }
    });
  }

  /** Everything that may move may move now; what was refused only when the officer asked for it. */
  async again(kind: "again" | "asked" = "again"): Promise<void> {
    for (const queued of await everything()) await update(queued, (now) => after(now, { kind }));
    this.changed();
  }

  private async sendText(queued: Queued): Promise<void> {
    await this.note(queued, { kind: "attempt" });
    const answer = await this.wire.putReport(queued.officer, queued.id, queued.body);
    if (refused(answer)) return this.trouble(queued, answer);
    await this.finish(await this.taken(queued, answer.ok));
  }

  private async sendPhotos(queued: Queued, still: Still): Promise<void> {
    await this.note(queued, { kind: "attempt" });
    // The phone may have left the Wi-Fi between two pieces.
    const goesOn = async () => (await still()) && (await affordable([queued], this.world)).length > 0;
    for (const part of queued.photos.filter((one) => !one.complete)) {
      const bytes = await photo(queued, part.id);
      if (!bytes) return this.trouble(queued, { hold: "rejected", status: 0, reason: "手机里找不到这张照片了，请带手机找协管员" });
      const tus = this.wire.photosOf(queued.officer, queued.id);
      const trouble = await upload(tus, this.world, { part, bytes, pace: this.pace }, async (offset) => {
        await this.note(queued, { kind: "offset", photo: part.id, offset });
        return goesOn();
      });
      if (trouble) return this.trouble(queued, trouble);
      if (!(await goesOn())) return;
    }
    await this.confirm(queued);
  }

  /** A photo counts as sent when the server says that its bytes are the sealed ones. */
  private async confirm(queued: Queued): Promise<void> {
    const answer = await this.wire.report(queued.officer, queued.id);
    if (refused(answer)) return this.trouble(queued, answer);
    const told = await this.taken(queued, answer.ok);
    const wrong = (told || queued).photos.filter((part) => !part.complete && part.offset >= part.size);
    for (const part of wrong) await this.wire.photosOf(queued.officer, queued.id).forget(part.id);
    if (wrong.length > 0) return this.trouble(queued, { hold: "busy", status: 0, reason: "照片没有传完整" });
    await this.finish(told);
  }

  private async taken(queued: Queued, { receipt, photos }: Taken): Promise<Queued | undefined> {
    return this.note(queued, { kind: "receipt", receipt: await this.slip(queued, receipt), photos });
  }

  private async slip(queued: Queued, { number, received_at, query_code }: Receipt): Promise<Slip> {
    const said = await known();
    // A phone that was reported lost may lie in anybody's hand.
    if (!query_code || (said && said.revoked)) return { number, received_at };
    // The number is kept whatever becomes of the code, or the report would never count as sent.
    const code = await close(officerBase(queued.officer), query_code, this.world.now()).catch(() => undefined);
    return { number, received_at, code };
  }

  private async finish(queued: Queued | undefined): Promise<void> {
    if (!queued || queued.stage !== "complete") return;
    await prune(queued, this.world.now());
    this.changed();
  }

  private async trouble(queued: Queued, refusal: Refusal): Promise<void> {
    const { hold, reason, asked } = refusal;
    if (refusal.status === 404 && queued.receipt) {
      await this.note(queued, { kind: "forgotten", now: this.world.now(), luck: this.world.luck() });
      return;
    }
    const noted = await this.note(queued, { kind: "trouble", hold, reason, asked, now: this.world.now(), luck: this.world.luck() });
    if (hold !== "net" || !noted) return;
    // The line is dead for the others as well; they keep their count of failures.
    for (const other of await everything()) {
      if (other.id !== queued.id) await this.note(other, { kind: "put off", until: noted.next_at });
    }
  }

  private async note(queued: Queued, happening: Happening): Promise<Queued | undefined> {
    const noted = await update(queued, (now) => after(now, happening));
    this.changed();
    return noted;
  }
}
