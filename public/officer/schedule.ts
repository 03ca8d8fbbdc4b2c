// Whose turn it is, and when to look again. Pure.

import { due, MOST_PATIENCE } from "./backoff.ts";
import { moves, type Progress } from "./state.ts";

/** So long photos wait for Wi-Fi at most, in milliseconds. */
export const WIFI_PATIENCE = 3 * 24 * 3600_000;

export interface Waiting extends Progress {
  seq: number;
}

/** Texts before photos, those that failed less before those that failed more, then the oldest. */
export function next<T extends Waiting>(reports: T[], now: number): T | undefined {
  const ready = reports.filter((report) => moves(report) && due(report.next_at, now));
  ready.sort((a, b) => rank(a) - rank(b) || a.attempts - b.attempts || a.seq - b.seq);
  return ready[0];
}

/** Milliseconds until something is due; nothing when nothing can move. */
export function wait(reports: Waiting[], now: number): number | undefined {
  const times = reports.filter(moves).map((report) => (due(report.next_at, now) ? 0 : report.next_at - now));
  return times.length > 0 ? Math.min(MOST_PATIENCE, ...times) : undefined;
}

/** Whether time alone, or a better line, may bring something through. */
export function worthTrying(reports: Progress[]): boolean {
  return reports.some((report) => moves(report) && report.hold !== "auth");
}

/** Whether nothing but photos is left that nobody asked for yet; where a clock was set back, nothing waits. */
export function waitsForWifi(report: Progress & { made_at: number }, now: number): boolean {
  const waited = now - report.made_at;
  const left = report.photos.some((part) => part.offset < part.size);
  return report.stage === "text_sent" && left && !report.urged && waited >= 0 && waited < WIFI_PATIENCE;
}

function rank(report: Waiting): number {
  return report.stage === "sealed" ? 0 : 1;
}
