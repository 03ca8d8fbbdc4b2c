// Whose turn it is, and when to look again. Pure.

import { due, MOST_PATIENCE } from "./backoff.ts";
import { moves, type Progress } from "./state.ts";

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

function rank(report: Waiting): number {
  return report.stage === "sealed" ? 0 : 1;
}
