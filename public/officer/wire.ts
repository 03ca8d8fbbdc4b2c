// The requests of the contract about reports.

import { type Answer, refusal } from "./answer.ts";
import { Line } from "./line.ts";
import type { Hello } from "./phone.ts";
import type { Receipt } from "./state.ts";
import type { Surroundings } from "./surroundings.ts";
import { Tus } from "./tus.ts";

export interface Taken {
  receipt: Receipt;
  photos: { id: string; offset: number; complete: boolean }[];
}

export class Wire {
  private readonly line: Line;

  constructor(base: string, world: Surroundings) {
    this.line = new Line(base, world);
  }

  /** "Online" means that this answered. */
  async hello(): Promise<Answer<Hello>> {
    return json(await this.line.go("officer/hello", { method: "GET" }, 0), (body) => {
      const hello = body as Partial<Hello> | null;
      return hello && typeof hello.now === "number" && Array.isArray(hello.officers) ? (hello as Hello) : undefined;
    });
  }

  async putReport(officer: string, id: string, body: ArrayBuffer): Promise<Answer<Taken>> {
    const headers = { "content-type": "application/octet-stream", "if-none-match": "*", "x-officer": officer };
    return json(await this.line.go(`officer/r/${id}`, { method: "PUT", headers, body }, body.byteLength), taken);
  }

  async report(officer: string, id: string): Promise<Answer<Taken>> {
    return json(await this.line.go(`officer/r/${id}`, { method: "GET", headers: { "x-officer": officer } }, 0), taken);
  }

  photosOf(officer: string, report: string): Tus {
    return new Tus(this.line, `officer/u/${report}`, { "x-officer": officer });
  }
}

async function json<T>(response: Response | undefined, read: (body: unknown) => T | undefined): Promise<Answer<T>> {
  if (!response || !response.ok) return refusal(response);
  // The body may still break off, and what a captive portal says is no answer of ours.
  const body: unknown = await response.json().catch(() => undefined);
  const value = read(body);
  return value === undefined ? { hold: "net", status: response.status } : { ok: value };
}

function taken(body: unknown): Taken | undefined {
  const answer = body as (Receipt & { photos?: Taken["photos"] }) | null | undefined;
  if (!answer || typeof answer.number !== "string" || typeof answer.received_at !== "number") return undefined;
  const { number, query_code, received_at } = answer;
  return { receipt: query_code ? { number, query_code, received_at } : { number, received_at }, photos: answer.photos || [] };
}
