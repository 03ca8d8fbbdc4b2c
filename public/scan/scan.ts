// Makes /check nicer: reads the code in a photo, and says while somebody types what kind of number it is. Without it
// the form works whole, and nothing but this script is loaded before somebody begins.
import { make } from "../officer/element";
import { awake } from "./module";
import { type Code, codesOf, type Trouble } from "./photo";
import { Typing } from "./typing";

const script = document.querySelector<HTMLElement>("script[data-scan-script]");
const form = document.querySelector<HTMLFormElement>("form.check");
const field = form && form.querySelector("textarea");

const OR_TYPE = "也可以把号码打出来。";
const LOOKING = "正在认照片里的码……";
const NONE = `没有认出来。把手机对准条形码或二维码，光线亮一点，拿稳，再拍一张。${OR_TYPE}`;
const NOT_LOADED = `认码的程序没有下载下来。看看有没有网络，再选一次照片。${OR_TYPE}`;
const CANNOT = "这个浏览器认不了照片里的码，请把号码打出来。";
const TROUBLE: Record<Trouble, string> = {
  "no picture": `这个文件打不开，可能不是照片。请重新拍一张。${OR_TYPE}`,
  "too large": `这张照片太大，手机打不开。请用一般大小再拍一张。${OR_TYPE}`,
};
const NAMES: Record<Code["symbology"], string> = {
  qr: "二维码",
  "data-matrix": "方形码",
  code128: "条形码",
  ean13: "商品条形码",
  ean8: "商品条形码",
};
/** A code may hold more than a button. */
const SHOWN = 40;

class Scan {
  private readonly input = document.createElement("input");
  private readonly choice = make("div.actions");
  /** Only the photo chosen last is told about. */
  private turn = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: HTMLTextAreaElement,
    private readonly status: HTMLElement,
    private readonly address: string,
  ) {
    this.input.className = "spoken";
    this.input.type = "file";
    this.input.accept = "image/*";
    this.input.setAttribute("capture", "environment");
    this.input.addEventListener("change", () => this.chosen());
    for (const part of photoParts(form)) {
      if (part.tagName === "LABEL") part.insertBefore(this.input, part.firstChild);
      part.removeAttribute("data-photo");
    }
  }

  private async chosen(): Promise<void> {
    const file = this.input.files && this.input.files[0];
    if (!file) return;
    // The same photo may be chosen again.
    this.input.value = "";
    const turn = ++this.turn;
    this.choice.remove();
    this.status.textContent = LOOKING;
    const found = await this.look(file);
    if (turn !== this.turn) return;
    if (typeof found === "string") this.status.textContent = found;
    else if (found.length === 1) this.check(found[0].text);
    else this.offer(found);
  }

  /** Its codes, or what to tell. */
  private async look(file: File): Promise<Code[] | string> {
    const state = await awake(this.address);
    if (state !== "ready") return state === "cannot" ? CANNOT : NOT_LOADED;
    const found = await codesOf(file);
    if (typeof found === "string") return TROUBLE[found];
    return found.length > 0 ? found : NONE;
  }

  private offer(found: Code[]): void {
    this.status.textContent = `照片里有 ${found.length} 个码。要查哪一个？`;
    this.choice.textContent = "";
    for (const { symbology, text } of found) {
      const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}……` : text;
      const check = { type: "button", click: () => this.check(text) };
      this.choice.append(make("button.button.quiet", check, `${NAMES[symbology]} ${shown}`));
    }
    this.status.after(this.choice);
  }

  /** What the page came with was asked already; what was typed since, a batch say, stays. */
  private check(text: string): void {
    const { value, defaultValue } = this.field;
    const typed = value.trim() !== "" && value !== defaultValue;
    this.status.textContent = `认出来了：${text}`;
    this.field.value = typed ? `${value.trim()}\n${text}` : text;
    this.form.submit();
  }
}

/** What the page came with for photos: out of sight until this script runs. */
function photoParts(form: HTMLElement): Element[] {
  return Array.prototype.slice.call(form.querySelectorAll("[data-photo]"));
}

const status = form && form.querySelector<HTMLElement>("[role=status]");
if (script && form && field && status) {
  if (typeof WebAssembly === "object") {
    new Scan(form, field, status, script.dataset.scanScript || "");
    new Typing(field, script);
  } else {
    for (const part of photoParts(form)) part.remove();
    status.textContent = CANNOT;
  }
}
