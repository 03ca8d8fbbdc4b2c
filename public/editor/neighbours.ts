// What a text points at: asked of the server once for each new name, and told to the module.
import type { Writing } from "yaoan-preview";

type Neighbour =
  | { is: "article" | "disclosure"; slug: string }
  | { is: "picture"; name: string; width: number; height: number; alt: string | null; credited: boolean; copies: [number, string][] };

/** Somebody may have brought it in meanwhile. */
const ASK_AGAIN_AFTER = 10_000;

export class Neighbours {
  private readonly asked = new Map<string, number>();

  constructor(private readonly writing: Writing, private readonly address: string) {}

  /** Names to ask for, and whether one of them was never asked for. */
  open(body: string): { names: string[]; fresh: boolean } {
    const now = Date.now();
    const names = this.writing.missing(body).filter((name) => now - (this.asked.get(name) || 0) > ASK_AGAIN_AFTER);
    return { names, fresh: names.some((name) => !this.asked.has(name)) };
  }

  /** Without a line what is asked for counts as missing until it is asked for again. */
  async ask(names: string[]): Promise<void> {
    for (const name of names) this.asked.set(name, Date.now());
    try {
      const headers = { "content-type": "text/plain;charset=utf-8" };
      const answer = await fetch(this.address, { method: "POST", headers, body: names.join("\n") });
      if (answer.ok) for (const found of (await answer.json()) as Neighbour[]) this.tell(found);
    } catch (_) {
      // The next pause asks again.
    }
  }

  private tell(found: Neighbour): void {
    if (found.is === "article") this.writing.article(found.slug);
    else if (found.is === "disclosure") this.writing.disclosure(found.slug);
    else if (found.is === "picture") {
      const widths = Uint32Array.from(found.copies.map(([width]) => width));
      const names = found.copies.map(([, name]) => name);
      this.writing.picture(found.name, found.width, found.height, found.alt === null ? undefined : found.alt, widths, names);
      if (!found.credited) this.writing.uncredited(found.name);
    }
  }
}
