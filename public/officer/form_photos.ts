// Photos and voice notes: copied, made small and kept before anything else happens, because the
// camera may end the page and a file's handle may be dead a minute later.

import { isFull } from "./base.ts";
import { Gone, type OpenDraft, type Picture } from "./drafts.ts";
import { all, fill, find, make } from "./element.ts";
import { small } from "./photo_small.ts";
import { takesPhoto } from "./room.ts";
import { freeSpace } from "./space.ts";
import { newId } from "./surroundings.ts";

const RETAKE = "照片要重新拍：上一份的照片没能留在手机里。";
const RETAKE_VOICE = "照片要重新拍，语音要重新录：上一份的没能留在手机里。";

export class Photos {
  readonly taken: Picture[] = [];
  private readonly list = make("ul.photos");
  private readonly note = make("p.error", { role: "alert" });
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly form: HTMLFormElement,
    private readonly draft: () => Promise<OpenDraft>,
  ) {
    const place = find("[data-officer-photos]", form);
    if (place) place.insertBefore(this.list, place.firstChild);
    if (place) place.insertBefore(this.note, place.firstChild);
    for (const input of all<HTMLInputElement>("input[type=file]", form)) {
      input.addEventListener("change", () => {
        const file = input.files && input.files[0];
        if (file) this.busy = this.busy.then(() => this.take(input, file)).catch(() => this.say("没有存下，请再试一次。"));
      });
    }
  }

  /** Resolves when everything chosen so far is on the disk. */
  ready(): Promise<unknown> {
    return this.busy;
  }

  putBack(pictures: Picture[], retake: boolean): void {
    this.taken.push(...pictures);
    this.draw();
    if (retake) this.say(find("#voice", this.form) ? RETAKE_VOICE : RETAKE);
  }

  private async take(input: HTMLInputElement, file: File): Promise<void> {
    const most = Number(this.form.dataset.photosMax) || 6;
    this.say("");
    if (this.taken.length >= most) return this.say(`最多 ${most} 张。`);
    if (!takesPhoto(this.taken.length, await freeSpace())) return this.say("手机快没有空间了，只能带 3 张。请先上报，或者清理手机。");
    const picture = await this.read(input, file);
    input.value = "";
    if (!picture) return;
    try {
      await (await this.draft()).addPhoto(picture);
    } catch (error) {
      // Where another page took the draft away, this one still holds what it has.
      if (!(error instanceof Gone)) return this.say(isFull(error) ? "手机没有空间了，这张没有存下；前面填的都在。" : "没有存下，请再试一次。");
    }
    this.taken.push(picture);
    this.draw();
  }

  private async read(input: HTMLInputElement, file: File): Promise<Picture | undefined> {
    const voice = input.id === "voice";
    try {
      const bytes = voice ? await new Response(file).arrayBuffer() : await small(file, this.form.dataset.photoWorker);
      return { id: newId(), type: voice ? file.type || "audio/mpeg" : "image/jpeg", bytes };
    } catch (error) {
      this.say(voice ? "这段录音读不出来，请重新录一次。" : "这张照片读不出来，请重新拍一张。");
      return undefined;
    }
  }

  private async drop(picture: Picture): Promise<void> {
    this.taken.splice(this.taken.indexOf(picture), 1);
    await (await this.draft()).dropPhoto(picture.id);
    this.draw();
  }

  private draw(): void {
    fill(
      this.list,
      ...this.taken.map((picture, index) => {
        const voice = /^audio\//.test(picture.type);
        const name = voice ? "语音" : `照片 ${index + 1}`;
        const kilobytes = `已存好，${Math.ceil(picture.bytes.byteLength / 1024)} KB`;
        return make(
          "li.photo",
          {},
          make("img", { width: "72", height: "72", alt: name, src: voice ? BLANK : show(picture) }),
          make("p", {}, name, make("small.state", {}, kilobytes)),
          make("button.link", { type: "button", click: () => void this.drop(picture) }, "删去", make("span.spoken", {}, name)),
        );
      }),
    );
    this.form.toggleAttribute("data-has-photos", this.taken.length > 0);
  }

  private say(words: string): void {
    this.note.textContent = words;
  }
}

/** Stands where there is nothing to look at: one transparent point. */
const BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

const shown: { [photo: string]: string } = {};

function show(picture: Picture): string {
  shown[picture.id] = shown[picture.id] || URL.createObjectURL(new Blob([picture.bytes], { type: picture.type }));
  return shown[picture.id];
}
