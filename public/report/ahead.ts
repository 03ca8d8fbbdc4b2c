// Sends the photos of the report form ahead of it, once somebody presses the button: in pieces, from wherever the
// server has them. A line that breaks costs a piece and not the whole form. The form follows with the photos' names.
// Whatever this cannot do, the form does by itself.

import { type Refusal } from "../officer/answer.ts";
import { delay } from "../officer/backoff.ts";
import { FIRST_CHUNK } from "../officer/chunk.ts";
import { Line } from "../officer/line.ts";
import { upload } from "../officer/photo_upload.ts";
import { hexOf, WORLD } from "../officer/surroundings.ts";
import { Tus } from "../officer/tus.ts";

/** Where nobody sees the line, no longer than this between two attempts. */
const MOST_WAIT = 20_000;

interface Chosen {
  input: HTMLInputElement;
  file: File;
}

const form = document.querySelector<HTMLFormElement>("form[data-ahead]");
// Without a secure page there are no digests, and a photo could not be named.
if (form && window.crypto && crypto.subtle) attend(form);

function attend(form: HTMLFormElement): void {
  let again: (() => void) | undefined;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const photos = chosen(form);
    // A single request is as good where there is hardly more than one piece.
    if (photos.reduce((sum, photo) => sum + photo.file.size, 0) <= FIRST_CHUNK) return;
    event.preventDefault();
    if (again) return again();
    const sending = new Sending(form, photos);
    again = () => sending.hurry();
    sending.go().then((names) => {
      again = undefined;
      if (names) follow(form, photos, names);
      form.submit();
    });
  });
  // The browser's back button brings the page as it was left.
  window.addEventListener("pageshow", () => {
    for (const name of Array.from(form.querySelectorAll("[name=photo_ahead], [data-ahead-told]"))) name.remove();
    for (const input of inputs(form)) input.disabled = false;
  });
}

class Sending {
  private readonly told = document.createElement("p");
  private readonly button: HTMLElement | null;
  private readonly pace = { chunk: FIRST_CHUNK };
  private wake: () => void = () => undefined;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly photos: Chosen[],
  ) {
    this.told.setAttribute("role", "status");
    this.told.dataset.aheadTold = "";
    this.button = form.querySelector<HTMLElement>("button[type=submit]");
    if (this.button && this.button.parentNode) this.button.parentNode.insertBefore(this.told, this.button);
  }

  /** The names of the photos at the portal, or nothing when they must come with the form. */
  async go(): Promise<string[] | undefined> {
    const key = this.form.elements.namedItem("form_key") as HTMLInputElement | null;
    const tus = new Tus(new Line(base(this.form), WORLD), `report/u/${key ? key.value : ""}`);
    const names: string[] = [];
    for (let at = 0; at < this.photos.length; at++) {
      const name = await this.one(tus, at).catch(() => undefined);
      if (!name) return undefined;
      names.push(name);
    }
    this.say("照片传好了，正在提交…");
    return names;
  }

  /** The button was pressed again: no more waiting. */
  hurry(): void {
    this.wake();
  }

  private async one(tus: Tus, at: number): Promise<string | undefined> {
    const { file } = this.photos[at];
    const bytes = await new Response(file).arrayBuffer();
    const part = { id: await nameOf(bytes), type: file.type, size: bytes.byteLength };
    for (let attempts = 0; ; attempts++) {
      const trouble = await upload(tus, WORLD, { part, bytes, pace: this.pace }, async (offset) => {
        attempts = 0;
        this.progress(at, offset / part.size);
        return true;
      });
      if (!trouble) return part.id;
      if (!passes(trouble)) return undefined;
      await this.wait(Math.min(delay(attempts, WORLD.luck(), trouble.asked), MOST_WAIT));
    }
  }

  private progress(at: number, share: number): void {
    const which = this.photos.length > 1 ? `第 ${at + 1} 张照片，一共 ${this.photos.length} 张` : "照片";
    this.say(`正在传${which}：${Math.floor(share * 100)}%。请不要关掉这一页。`);
  }

  private say(words: string): void {
    this.told.textContent = words;
  }

  private async wait(milliseconds: number): Promise<void> {
    this.say("没有信号。已经传到的不会丢，信号回来就接着传。");
    const busy = this.button ? this.button.textContent : "";
    this.name("现在再试", false);
    await new Promise<void>((done) => {
      this.wake = done;
      setTimeout(done, milliseconds);
      window.addEventListener("online", () => done(), { once: true });
    });
    this.name(busy, true);
  }

  private name(words: string | null, busy: boolean): void {
    if (!this.button) return;
    this.button.textContent = words;
    if (busy) this.button.setAttribute("aria-busy", "true");
    else this.button.removeAttribute("aria-busy");
  }
}

/** A line that is down, or a portal that will be back. */
function passes({ hold, status }: Refusal): boolean {
  return hold === "net" || status === 409 || status === 423 || (status >= 500 && status !== 507);
}

/** The photos' names go in their place. */
function follow(form: HTMLFormElement, photos: Chosen[], names: string[]): void {
  for (const name of names) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "photo_ahead";
    field.value = name;
    form.appendChild(field);
  }
  for (const { input } of photos) input.disabled = true;
}

function chosen(form: HTMLFormElement): Chosen[] {
  const photos: Chosen[] = [];
  for (const input of inputs(form)) if (input.files && input.files[0]) photos.push({ input, file: input.files[0] });
  return photos;
}

function inputs(form: HTMLFormElement): HTMLInputElement[] {
  return Array.from(form.querySelectorAll<HTMLInputElement>("[data-photo] input[type=file]"));
}

/** Of its bytes: the same photo is the same upload, on whichever page it is sent again. */
async function nameOf(bytes: ArrayBuffer): Promise<string> {
  const hex = hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** The portal's base path with a slash at its end. */
function base(form: HTMLFormElement): string {
  const path = new URL(form.action).pathname;
  return path.slice(0, path.indexOf("report/new"));
}
