// The preview drawn in the browser while somebody types, by the code the server draws with.
import load, { begin, type Writing } from "yaoan-preview";
import { Neighbours } from "./neighbours";
import { parsed, settle } from "./settle";

/** Later than this the server's drawing, which comes with the checks anyway, is good enough. */
const START_WITHIN = 8_000;
/** A name is asked for when somebody has typed it, not after each of its letters. */
const ASK_AFTER = 300;
/** Rest between two drawings, in times of what the last one took: a slow phone still takes what is typed. */
const REST = 3;
const LEAST_REST = 40;

export class Preview {
  private readonly neighbours: Neighbours;
  private drawing?: number;
  private asking?: number;
  private took = 0;

  private constructor(
    private readonly writing: Writing,
    private readonly body: HTMLTextAreaElement,
    private readonly place: HTMLElement,
    named: string,
    private readonly broke: (error: unknown) => void,
  ) {
    this.neighbours = new Neighbours(writing, named);
  }

  /** Fails where the module does not start in time, or not at all. */
  static async wake(
    script: HTMLElement,
    form: HTMLElement,
    body: HTMLTextAreaElement,
    place: HTMLElement,
    broke: (error: unknown) => void,
  ): Promise<Preview> {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), START_WITHIN);
    try {
      const answer = await fetch(script.dataset.editorScript || "", { credentials: "same-origin", signal: stop.signal });
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      // Some WebViews refuse to compile while streaming, so the whole module is fetched first.
      await load({ module_or_path: await answer.arrayBuffer() });
    } finally {
      clearTimeout(patience);
    }
    const writing = begin(form.dataset.kind || "", script.dataset.base || "/");
    if (!writing) throw new Error(`no kind ${form.dataset.kind}`);
    return new Preview(writing, body, place, form.dataset.named || "", broke);
  }

  /** Draws soon, once for many changes. */
  changed(): void {
    if (this.drawing !== undefined) return;
    this.drawing = setTimeout(() => {
      this.drawing = undefined;
      try {
        this.draw();
      } catch (error) {
        this.broke(error);
      }
    }, Math.max(LEAST_REST, this.took * REST));
  }

  private draw(): void {
    const start = performance.now();
    const text = this.body.value;
    const { names, fresh } = this.neighbours.open(text);
    if (names.length > 0) this.ask();
    // Faults nobody made would come and go until the server has told what there is.
    if (fresh) return;
    settle(this.place, parsed(this.writing.draw(text, Number(this.place.dataset.firstLine))));
    this.took = performance.now() - start;
    // Told, so that it can be measured where it matters: on somebody's own phone.
    this.place.dataset.took = this.took.toFixed(1);
  }

  private ask(): void {
    if (this.asking !== undefined) return;
    this.asking = setTimeout(async () => {
      await this.neighbours.ask(this.neighbours.open(this.body.value).names);
      this.asking = undefined;
      this.changed();
    }, ASK_AFTER);
  }
}
