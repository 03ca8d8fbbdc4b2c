// A form with script: kept while it is filled in, sealed when it is done, sent when there is a line.

import { isFull } from "./base.ts";
import type { Courier } from "./courier.ts";
import { Gone, isThere, OpenDraft } from "./drafts.ts";
import { find } from "./element.ts";
import { tellFate, tellSent } from "./form_fate.ts";
import { answers, askWhatApplies, putBack } from "./form_fields.ts";
import { Note } from "./form_note.ts";
import { Photos } from "./form_photos.ts";
import { ringFirst } from "./form_ring.ts";
import { Steps } from "./form_steps.ts";
import { rightForm } from "./form_version.ts";
import { begunAt, fillOutlets } from "./outlets.ts";
import { askPin } from "./page_pin.ts";
import { active, type AtPhone } from "./phone.ts";
import { wakeLater } from "./register.ts";
import { Full, sealReport } from "./report.ts";
import { basePath, newId } from "./surroundings.ts";
import { fillVillages, rememberVillage } from "./villages.ts";

/** What is typed is saved so late at most, also from under fingers that never rest, in milliseconds. */
const PAUSE = 400;

const UNSAVED = "刚填的没有存下，还在这一页上。请先不要关，再填一个字就会重新存。";
const KEPT_ANEW = "另存好了，是一份新的草稿，可以接着填。";
const UNSAVED_FULL = "手机没有空间了，刚填的没有存下，还在这一页上。请先不要关；清理手机后再填一个字，就会重新存。";

export async function drawForm(courier: Courier): Promise<void> {
  const at = await active();
  let form = find<HTMLFormElement>("form[data-form]");
  // Without a bound phone, or after a refusal of the plain form, the server's page is the right one.
  if (!at || !form || form.hasAttribute("data-refused")) return;
  const id = new URLSearchParams(location.search).get("draft") || "";
  const draft = id ? await resume(at, id) : undefined;
  form = await rightForm(at.base, form, draft && draft.draft.form_ver);
  const filling = new Filling(at, form, draft, courier);
  await filling.begin();
  if (id && !draft) await filling.tellOf(id);
}

async function resume(at: AtPhone, id: string): Promise<OpenDraft | undefined> {
  if (!(await isThere(at.base, id))) return undefined;
  const open = () => OpenDraft.resume(at.base, id, Date.now());
  return (await open()) || ((await askPin(at.base, at.officer.name)) ? open() : undefined);
}

class Filling {
  private readonly photos: Photos;
  private steps: Steps | undefined;
  private timer = 0;
  private beginning: Promise<OpenDraft> | undefined;
  private readonly note: Note;
  /** Typed and not on the disk. What is not typed here is not written either: another page may hold more. */
  private dirty = false;
  private sealed = false;
  private unsaved = false;
  /** Another page took the draft away, and the officer has not said yet what to do with what stands here. */
  private gone = false;
  /** All of it went out with the report of the other page. */
  private nothingMore = false;

  constructor(
    private readonly at: AtPhone,
    private readonly form: HTMLFormElement,
    draft: OpenDraft | undefined,
    private readonly courier: Courier,
  ) {
    this.beginning = draft && Promise.resolve(draft);
    this.note = new Note(form);
    this.photos = new Photos(form, () => this.draft());
  }

  async begin(): Promise<void> {
    const { form } = this;
    await fillVillages(form, this.at);
    fillOutlets(form, this.at.officer);
    const content = this.beginning && (await (await this.beginning).content());
    putBack(form, content ? content.answers : begunAt(this.at.officer, location.search));
    if (this.beginning) await this.photosBack(await this.beginning);
    askWhatApplies(form);
    ringFirst(form);
    this.steps = new Steps(form, () => this.saveSoon());
    if (content && content.step > 0) this.steps.go(content.step);
    // Coming back to a question is no change yet.
    this.dirty = false;
    const touched = () => {
      askWhatApplies(form);
      ringFirst(form);
      this.saveSoon();
    };
    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.finish().catch((error) => this.trouble(error, fault(error)));
    });
    const flush = () => void this.save();
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? flush() : void this.look()));
  }

  private async photosBack(draft: OpenDraft): Promise<void> {
    this.photos.putBack(await draft.photos(), draft.draft.retake === true);
  }

  /** The address names a draft that is no longer on this phone. */
  tellOf(draft: string): Promise<void> {
    return tellSent(this.note, this.at, draft);
  }

  /** The draft begins with the first answer; from then on a reload leads back to it. */
  private draft(): Promise<OpenDraft> {
    if (!this.beginning) {
      const { form, formVer } = this.form.dataset;
      this.beginning = OpenDraft.begin(this.at.base, newId(), form || "", Number(formVer), Date.now()).then(async (draft) => {
        await draft.save(this.content(), Date.now());
        history.replaceState(history.state, "", `?draft=${draft.draft.id}${location.hash}`);
        return draft;
      });
      // A phone that was full then may have room now: the next save begins anew.
      this.beginning.catch(() => (this.beginning = undefined));
    }
    return this.beginning;
  }

  private content() {
    return { answers: answers(this.form), step: this.steps ? this.steps.now : 0 };
  }

  private saveSoon(): void {
    this.dirty = true;
    if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      void this.save();
    }, PAUSE);
  }

  private async save(): Promise<void> {
    const empty = !this.beginning && Object.keys(answers(this.form)).length === 0;
    if (this.sealed || empty || !this.dirty) return;
    if (this.gone) return this.nothingMore ? this.trouble(new Gone(), "") : undefined;
    this.dirty = false;
    try {
      await (await this.draft()).save(this.content(), Date.now());
      if (this.unsaved) this.note.hush();
      this.unsaved = false;
    } catch (error) {
      this.dirty = true;
      this.unsaved = true;
      await this.trouble(error, isFull(error) ? UNSAVED_FULL : UNSAVED);
    }
  }

  /** Whoever comes back to this page learns at once what another page did. */
  private async look(): Promise<void> {
    if (!this.beginning || this.sealed || this.gone) return;
    const { draft } = await this.beginning;
    if (!(await isThere(this.at.base, draft.id))) await this.trouble(new Gone(), "");
  }

  private async finish(): Promise<void> {
    if (this.gone) return this.trouble(new Gone(), "");
    const missing = this.steps && this.steps.missing();
    if (missing !== undefined && this.steps) return this.steps.go(missing);
    const something = (this.form.dataset.something || "").split(" ").filter((name) => name !== "");
    const given = answers(this.form);
    if (something.length > 0 && this.photos.taken.length === 0 && something.every((name) => given[name] === undefined)) {
      return this.note.say("请拍一张照片、说一段话，或者写一句，不然没法去找。");
    }
    const button = find<HTMLButtonElement>("[data-send]", this.form);
    if (!button || button.disabled) return;
    button.disabled = true;
    try {
      await this.photos.ready();
      // Also behind a save that is under way.
      this.dirty = true;
      await this.save();
      const draft = await this.draft();
      if (this.gone) return;
      this.sealed = true;
      await persist();
      const { officer, base, known } = this.at;
      const report = await sealReport(base, known, { officer: officer.id, answers: given, pictures: this.photos.taken, draft, now: Date.now() });
      await rememberVillage(base, given.village);
      await wakeLater().catch(() => undefined);
      void this.courier.again();
      location.replace(`${basePath(location.href)}officer/queue#${report}`);
    } catch (error) {
      this.sealed = false;
      throw error;
    } finally {
      button.disabled = this.sealed;
    }
  }

  private async trouble(error: unknown, words: string): Promise<void> {
    if (!(error instanceof Gone)) return this.note.say(words);
    this.gone = true;
    const held = { draft: await this.draft(), answers: answers(this.form), pictures: this.photos.taken };
    this.nothingMore = await tellFate(this.note, this.at, held, () => void this.anew());
  }

  /** What this page holds goes on as a draft of its own. */
  private async anew(): Promise<void> {
    this.gone = false;
    this.beginning = undefined;
    try {
      const draft = await this.draft();
      for (const picture of this.photos.taken) await draft.addPhoto(picture);
      this.note.say(KEPT_ANEW);
    } catch (error) {
      this.note.say(isFull(error) ? UNSAVED_FULL : UNSAVED);
    }
  }
}

function fault(error: unknown): string {
  if (error instanceof Full) return "手机里存满了，要先把前面的上报出去。这一份留在草稿里，不会丢。";
  if (isFull(error)) return "手机没有空间了。文字还在草稿里；请少带几张照片，或者清理手机后再试。";
  return "没有存成，内容还在这一页。请再按一次“存好上报”。";
}

/** Asks the browser to spare our reports when it makes room; a refusal changes nothing. */
async function persist(): Promise<void> {
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist().catch(() => false);
}
