// A form with script: kept while it is filled in, sealed when it is done, sent when there is a line.

import { isFull } from "./base.ts";
import type { Courier } from "./courier.ts";
import { OpenDraft } from "./drafts.ts";
import { find, make } from "./element.ts";
import { answers, askWhatApplies, putBack } from "./form_fields.ts";
import { Photos } from "./form_photos.ts";
import { Steps } from "./form_steps.ts";
import { rightForm } from "./form_version.ts";
import { begunAt, fillOutlets } from "./outlets.ts";
import { askPin } from "./page_pin.ts";
import { active, type AtPhone } from "./phone.ts";
import { Full, sealReport } from "./report.ts";
import { basePath, newId } from "./surroundings.ts";
import { fillVillages, rememberVillage } from "./villages.ts";

/** Typing rests so long before it is saved, in milliseconds. */
const PAUSE = 400;

const UNSAVED = "刚填的没有存下，还在这一页上。请先不要关，再填一个字就会重新存。";
const UNSAVED_FULL = "手机没有空间了，刚填的没有存下，还在这一页上。请先不要关；清理手机后再填一个字，就会重新存。";

export async function drawForm(courier: Courier): Promise<void> {
  const at = await active();
  let form = find<HTMLFormElement>("form[data-form]");
  // Without a bound phone, or after a refusal of the plain form, the server's page is the right one.
  if (!at || !form || form.hasAttribute("data-refused")) return;
  const id = new URLSearchParams(location.search).get("draft") || "";
  const draft = id ? await resume(at, id) : undefined;
  form = await rightForm(at.base, form, draft && draft.draft.form_ver);
  await new Filling(at, form, draft, courier).begin();
}

async function resume(at: AtPhone, id: string): Promise<OpenDraft | undefined> {
  const open = () => OpenDraft.resume(at.base, id, Date.now());
  return (await open()) || ((await askPin(at.base, at.officer.name)) ? open() : undefined);
}

class Filling {
  private readonly photos: Photos;
  private steps: Steps | undefined;
  private timer = 0;
  private beginning: Promise<OpenDraft> | undefined;
  private sealed = false;
  private unsaved = false;

  constructor(
    private readonly at: AtPhone,
    private readonly form: HTMLFormElement,
    draft: OpenDraft | undefined,
    private readonly courier: Courier,
  ) {
    this.beginning = draft && Promise.resolve(draft);
    this.photos = new Photos(form, () => this.draft());
  }

  async begin(): Promise<void> {
    const { form } = this;
    await fillVillages(form, this.at);
    fillOutlets(form, this.at.officer);
    const content = this.beginning && (await (await this.beginning).content());
    putBack(form, content ? content.answers : begunAt(this.at.officer, location.search));
    if (this.beginning) this.photos.putBack(await (await this.beginning).photos());
    askWhatApplies(form);
    this.steps = new Steps(form, () => this.saveSoon());
    if (content && content.step > 0) this.steps.go(content.step);
    const touched = () => {
      askWhatApplies(form);
      this.saveSoon();
    };
    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.finish().catch((error) => this.say(fault(error)));
    });
    const flush = () => void this.save();
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
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
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), PAUSE);
  }

  private async save(): Promise<void> {
    const empty = !this.beginning && Object.keys(answers(this.form)).length === 0;
    if (this.sealed || empty) return;
    try {
      await (await this.draft()).save(this.content(), Date.now());
      if (this.unsaved) this.hush();
      this.unsaved = false;
    } catch (error) {
      this.unsaved = true;
      this.say(isFull(error) ? UNSAVED_FULL : UNSAVED);
    }
  }

  private async finish(): Promise<void> {
    const missing = this.steps && this.steps.missing();
    if (missing !== undefined && this.steps) return this.steps.go(missing);
    const something = (this.form.dataset.something || "").split(" ").filter((name) => name !== "");
    const given = answers(this.form);
    if (something.length > 0 && this.photos.taken.length === 0 && something.every((name) => given[name] === undefined)) {
      return this.say("请拍一张照片、说一段话，或者写一句，不然没法去找。");
    }
    const button = find<HTMLButtonElement>("[data-send]", this.form);
    if (!button || button.disabled) return;
    button.disabled = true;
    try {
      await this.photos.ready();
      await this.save();
      const draft = await this.draft();
      this.sealed = true;
      await persist();
      const { officer, base, known } = this.at;
      const report = await sealReport(base, known, { officer: officer.id, answers: given, pictures: this.photos.taken, draft: draft.draft, now: Date.now() });
      await rememberVillage(base, given.village);
      void this.courier.again();
      location.replace(`${basePath(location.href)}officer/queue#${report}`);
    } catch (error) {
      this.sealed = false;
      button.disabled = false;
      throw error;
    }
  }

  private hush(): void {
    const old = find("[data-officer-fault]");
    if (old && old.parentNode) old.parentNode.removeChild(old);
  }

  private say(words: string): void {
    this.hush();
    this.form.insertBefore(make("div.warn", { role: "alert", "data-officer-fault": "" }, make("p", {}, words)), this.form.firstChild);
    scrollTo(0, 0);
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
