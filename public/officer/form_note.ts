// What is said at the top of a form.

import { make } from "./element.ts";

export class Note {
  private shown: HTMLElement | undefined;

  constructor(private readonly form: HTMLFormElement) {}

  say(words: string, ...ways: (HTMLElement | undefined)[]): void {
    this.hush();
    const actions = ways.some((way) => way !== undefined) ? make("div.actions", {}, ...ways) : undefined;
    this.shown = make("div.warn", { role: "alert", "data-officer-fault": "" }, make("p", {}, words), actions);
    this.form.insertBefore(this.shown, this.form.firstChild);
    scrollTo(0, 0);
  }

  hush(): void {
    if (this.shown && this.shown.parentNode) this.shown.parentNode.removeChild(this.shown);
    this.shown = undefined;
  }
}
