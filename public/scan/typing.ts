// Says under the field, while somebody types, what kind of number it is and what is odd about it: by the server's
// own rules in the module, in the server's own words.
import { type Judge, judge_with } from "yaoan-scan";
import { make } from "../officer/element";
import { answer, awake } from "./module";

interface Judged {
  refused: string | null;
  told: Told[];
  note: string | null;
}

interface Told {
  name: string;
  printed: string | null;
  not_medicine: string | null;
  odd: string[];
  known: boolean;
}

/** Somebody who rests this long wants to see. */
const REST = 500;

export class Typing {
  private readonly place = make("div", { "aria-live": "polite" });
  private judge?: Judge;
  private resting?: number;
  private said = "";

  constructor(private readonly field: HTMLTextAreaElement, private readonly script: HTMLElement) {
    field.after(this.place);
    field.addEventListener("input", () => this.typed());
    // Somebody may have begun before this script was there.
    if (field.value !== field.defaultValue) this.wake();
    else field.addEventListener("input", () => this.wake(), { once: true });
  }

  /** Without the module the form is as it was. */
  private async wake(): Promise<void> {
    if (sparing()) return;
    const { scanScript = "", words = "", year = "" } = this.script.dataset;
    try {
      const [spoken, state] = await Promise.all([answer(words).then((said) => said.text()), awake(scanScript)]);
      if (state === "ready") this.judge = judge_with(spoken, Number(year));
      this.typed();
    } catch (_) {
      // What is sent is judged by the server.
    }
  }

  private typed(): void {
    clearTimeout(this.resting);
    if (this.judge) this.resting = setTimeout(() => this.say(), REST);
  }

  private say(): void {
    const said = this.judge ? this.judge.judge(this.field.value) : "";
    if (said === this.said) return;
    this.said = said;
    const { refused, told, note }: Judged = JSON.parse(said);
    this.place.textContent = "";
    if (refused) this.place.append(make("p.hint", {}, refused));
    const known = told.filter((one) => one.known);
    for (const one of known) this.place.append(drawn(one));
    if (note) this.place.append(make("p.hint", {}, note));
    if (known.length > 0) this.place.append(make("p.hint", {}, "怎么核对、在不在召回的批次里，按“查一查”看。"));
  }
}

function drawn({ name, printed, not_medicine, odd }: Told): HTMLElement {
  const place = make("div.number", {}, make("p", {}, make("b", {}, name)));
  if (printed) place.append(make("p.printed", {}, printed));
  if (not_medicine) place.append(make("p.no-medicine", {}, not_medicine));
  if (odd.length > 0) place.append(warning(odd));
  return place;
}

function warning(odd: string[]): HTMLElement {
  const lines = odd.map((words) => make("li", {}, words));
  return make("div.warn", {}, make("b", {}, "有地方要再看看"), make("ul", {}, ...lines));
}

/** Whether somebody asked the browser to load as little as it can. */
function sparing(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return Boolean(connection && connection.saveData);
}
