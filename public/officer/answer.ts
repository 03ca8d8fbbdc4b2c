// What an answer of the portal means for what was sent.

import { patience } from "./backoff.ts";
import type { Hold } from "./state.ts";

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

export async function refusal(response: Response | undefined): Promise<Refusal> {
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
