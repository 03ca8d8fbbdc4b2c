// One question a page: the server's long form, shown piece by piece.

import { all, find, make } from "./element.ts";
import { isAnswered } from "./form_fields.ts";

export class Steps {
  private at = 0;
  private readonly bar = make("div.steps-bar");

  constructor(
    private readonly form: HTMLFormElement,
    private readonly moved: () => void,
  ) {
    form.setAttribute("data-steps", "");
    form.insertBefore(this.bar, find("[data-step]", form));
    for (const step of all("[data-step]", form)) this.equip(step);
    addEventListener("popstate", (event) => this.show(Number((event.state || {}).step) || 0));
    history.replaceState({ step: 0 }, "");
    this.draw();
  }

  get now(): number {
    return this.at;
  }

  /** Goes to a question; the browser's back button leads back. */
  go(step: number): void {
    if (step !== this.at) history.pushState({ step }, "");
    this.show(step);
  }

  /** The first question that must be answered and is not, or nothing. */
  missing(): number | undefined {
    const at = this.asked().map((step) => step.hasAttribute("data-needed") && !isAnswered(step)).indexOf(true);
    return at < 0 ? undefined : at;
  }

  private show(step: number): void {
    this.at = Math.max(0, Math.min(step, this.asked().length - 1));
    this.draw();
    scrollTo(0, 0);
    const title = find("h2", this.asked()[this.at]);
    if (title) title.focus({ preventScroll: true });
    this.moved();
  }

  private draw(): void {
    const asked = this.asked();
    for (const step of all("[data-step]", this.form)) {
      step.classList.toggle("now", step === asked[this.at]);
      // A question that is gone is not read on.
      for (const sound of all<HTMLAudioElement>("audio", step)) sound.pause();
    }
    while (this.bar.firstChild) this.bar.removeChild(this.bar.firstChild);
    if (this.at > 0) this.bar.appendChild(make("button.link", { type: "button", click: () => history.back() }, "‹ 上一步"));
    this.bar.appendChild(make("span", {}, `第 ${this.at + 1} 步，共 ${asked.length} 步`));
  }

  /** A tap on the only answer a question takes leads on; everything else has a button. */
  private equip(step: HTMLElement): void {
    if (find("[data-send]", step)) return;
    const on = () => {
      const fault = find("[data-fault]", step);
      const open = step.hasAttribute("data-needed") && !isAnswered(step);
      if (fault) fault.hidden = !open;
      if (!open) this.go(this.at + 1);
    };
    if (step.hasAttribute("data-one-tap")) {
      for (const choice of all("input[type=radio]", step)) {
        choice.addEventListener("click", (event) => {
          // Arrow keys choose as well, and whoever uses them wants to read on; so does whoever is told to ring first.
          if ((event as MouseEvent).detail > 0 && !choice.hasAttribute("data-urgent")) setTimeout(on, 150);
        });
      }
    }
    const words = step.hasAttribute("data-needed") ? "继续" : "继续（可以不填）";
    step.appendChild(make("div.actions", {}, make("button.button", { type: "button", click: on }, words)));
  }

  private asked(): HTMLElement[] {
    return all("[data-step]", this.form).filter((step) => !step.hidden);
  }
}
