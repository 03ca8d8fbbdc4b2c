// The requests of the contract, and what each answer means for a report.

import { longest } from "./chunk.ts";
import { patience } from "./backoff.ts";
import type { Hello } from "./phone.ts";
import type { Hold, Receipt } from "./state.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Taken {
  receipt: Receipt;
  photos: { id: string; offset: number; complete: boolean }[];
}

export type Answer<T> = { ok: T } | Refusal;

export interface Refusal {
  hold: Hold;
  reason?: string;
  /** Milliseconds the server asks for. */
  asked?: number;
  /** 0 when nothing came back. */
  status: number;
}

export function refused<T>(answer: Answer<T>): answer is Refusal {
  return "hold" in answer;
}

export class Wire {
  constructor(
    private readonly base: string,
    private readonly world: Surroundings,
  ) {}

  /** "Online" means that this answered. */
  async hello(): Promise<Answer<Hello>> {
    return this.json(await this.go("officer/hello", { method: "GET" }, 0), (body) => {
      const hello = body as Partial<Hello> | null;
      return hello && typeof hello.now === "number" && Array.isArray(hello.officers) ? (hello as Hello) : undefined;
    });
  }

  async putReport(officer: string, id: string, body: ArrayBuffer): Promise<Answer<Taken>> {
    const headers = { "content-type": "application/octet-stream", "if-none-match": "*", "x-officer": officer };
    return this.json(await this.go(`officer/r/${id}`, { method: "PUT", headers, body }, body.byteLength), taken);
  }

  async report(officer: string, id: string): Promise<Answer<Taken>> {
    return this.json(await this.go(`officer/r/${id}`, { method: "GET", headers: { "x-officer": officer } }, 0), taken);
  }

  /** Creates the upload or finds it as it stands; gives the offset. */
  async create(officer: string, report: string, photo: string, type: string, size: number): Promise<Answer<number>> {
    const metadata = `id ${btoa(photo)},type ${btoa(type)}`;
    const headers = { ...tus(officer), "upload-length": String(size), "upload-metadata": metadata };
    return offset(await this.go(`officer/u/${report}`, { method: "POST", headers }, 0), [201, 200]);
  }

  async head(officer: string, report: string, photo: string): Promise<Answer<number>> {
    return offset(await this.go(`officer/u/${report}/${photo}`, { method: "HEAD", headers: tus(officer) }, 0), [200, 204]);
  }

  async patch(officer: string, report: string, photo: string, at: number, bytes: ArrayBuffer): Promise<Answer<number>> {
    const headers = { ...tus(officer), "upload-offset": String(at), "content-type": "application/offset+octet-stream" };
    return offset(await this.go(`officer/u/${report}/${photo}`, { method: "PATCH", headers, body: bytes }, bytes.byteLength), [204]);
  }

  /** Makes room for a photo that arrived with other bytes than ours. */
  async forget(officer: string, report: string, photo: string): Promise<void> {
    await this.go(`officer/u/${report}/${photo}`, { method: "DELETE", headers: tus(officer) }, 0);
  }

  private async go(path: string, options: RequestInit, bytes: number): Promise<Response | undefined> {
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

  private async json<T>(response: Response | undefined, read: (body: unknown) => T | undefined): Promise<Answer<T>> {
    if (!response || !response.ok) return refusal(response);
    // The body may still break off, and what a captive portal says is no answer of ours.
    const body: unknown = await response.json().catch(() => undefined);
    const value = read(body);
    return value === undefined ? { hold: "net", status: response.status } : { ok: value };
  }
}

const tus = (officer: string) => ({ "tus-resumable": "1.0.0", "x-officer": officer });

function taken(body: unknown): Taken | undefined {
  const answer = body as (Receipt & { photos?: Taken["photos"] }) | null | undefined;
  if (!answer || typeof answer.number !== "string" || typeof answer.received_at !== "number") return undefined;
  const { number, query_code, received_at } = answer;
  return { receipt: query_code ? { number, query_code, received_at } : { number, received_at }, photos: answer.photos || [] };
}

async function offset(response: Response | undefined, fine: number[]): Promise<Answer<number>> {
  if (!response || fine.indexOf(response.status) < 0) {
    const refused = await refusal(response);
    // A photo is never in a person's hands: an offset that moved meanwhile is asked for again.
    return refused.hold === "conflict" || refused.hold === "rejected" ? { ...refused, hold: "busy" } : refused;
  }
  const said = response.headers.get("upload-offset");
  return said !== null && /^\d+$/.test(said) ? { ok: Number(said) } : { hold: "net", status: response.status };
}

async function refusal(response: Response | undefined): Promise<Refusal> {
  if (!response || response.status === 0) return { hold: "net", status: 0 };
  const { status } = response;
  const asked = patience(response.headers.get("retry-after"), Date.parse(response.headers.get("date") || ""));
  const problem = /problem\+json/.test(response.headers.get("content-type") || "");
  if (status === 401 || status === 403) return { hold: "auth", status };
  if (status === 409) return { hold: "conflict", status };
  if (status === 413 || (status === 422 && problem)) return { hold: "rejected", status, reason: await reason(response) };
  return { hold: "busy", status, asked };
}

/** The messages at the fields, or the problem's own words. */
async function reason(response: Response): Promise<string> {
  const body = await response.json().catch(() => ({}));
  const fields: { message: string }[] = Array.isArray(body.fields) ? body.fields : [];
  return fields.map((field) => field.message).join("；") || body.detail || body.title || "";
}
