// Requests to the portal over a weak line.

import { longest } from "./chunk.ts";
import type { Surroundings } from "./surroundings.ts";

export class Line {
  constructor(
    private readonly base: string,
    private readonly world: Surroundings,
  ) {}

  /** Nothing when nothing came back in time for so many bytes. */
  async go(path: string, options: RequestInit, bytes: number): Promise<Response | undefined> {
    const abort = typeof AbortController === "undefined" ? undefined : new AbortController();
    const timer = abort && setTimeout(() => abort.abort(), longest(bytes));
    try {
      // A captive portal answers with a redirect; ours never does.
      const fixed: RequestInit = { credentials: "same-origin", cache: "no-store", redirect: "manual" };
      return await this.world.fetch(this.base + path, { ...options, ...fixed, signal: abort && abort.signal });
    } catch (error) {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
