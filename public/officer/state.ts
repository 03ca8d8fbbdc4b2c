// The way of one report from this phone to the bureau:
//   sealed → text_sent → (photos k/n) → complete; pruning is done by whoever keeps the records.
// Pure: every step is a function of what is known, of what happened, and of a time handed in.

import { delay } from "./backoff.ts";
import type { ClosedCode } from "./query_code.ts";

export type Stage = "sealed" | "text_sent" | "complete";

/** Why a report does not move on by itself just now. Only `rejected` and `conflict` wait for a person. */
export type Hold = "net" | "busy" | "auth" | "rejected" | "conflict";

/** A sealed photo or voice note; `size` and `sha256` are those of the bytes as sent. */
export interface Part {
  id: string;
  size: number;
  sha256: string;
  type: string;
  /** What the server said last. */
  offset: number;
  complete: boolean;
}

/** What the bureau answers. */
export interface Receipt {
  number: string;
  query_code?: string;
  /** Milliseconds, the server's clock. */
  received_at: number;
}

/** What of it stays on this phone. */
export interface Slip extends Pick<Receipt, "number" | "received_at"> {
  code?: ClosedCode;
}

export interface Progress {
  stage: Stage;
  hold?: Hold;
  /** In words, for the officer and for whoever helps. */
  reason?: string;
  attempts: number;
  /** Milliseconds, this phone's clock; 0 is at once. */
  next_at: number;
  /** Set before a request and cleared by its answer: whoever finds it set does not know what arrived. */
  attempting: boolean;
  photos: Part[];
  receipt?: Slip;
  /** 立即上报 was pressed: its photos wait for no cheaper line. */
  urged?: boolean;
  /** A refused report whose answers went into a new one: sending both would tell the same thing twice. */
  mended?: boolean;
}

export type Happening =
  | { kind: "attempt" }
  | { kind: "receipt"; receipt: Slip; photos: { id: string; offset: number; complete: boolean }[] }
  | { kind: "offset"; photo: string; offset: number }
  | { kind: "trouble"; hold: Hold; reason?: string; now: number; luck: number; asked?: number }
  /** The server no longer knows the report, as after a backup was put back: its text goes out again. */
  | { kind: "forgotten"; now: number; luck: number }
  /** Another report met a dead line: this one need not find out by itself. */
  | { kind: "put off"; until: number }
  /** The signal came back, something new was sealed, or somebody signed in. */
  | { kind: "again" }
  /** 立即上报 was pressed. */
  | { kind: "asked" }
  /** The officer took the answers of a refused report into a new one. */
  | { kind: "mended" };

export function begin(photos: Part[]): Progress {
  return { stage: "sealed", attempts: 0, next_at: 0, attempting: false, photos };
}

export function after(progress: Progress, happening: Happening): Progress {
  switch (happening.kind) {
    case "attempt":
      return { ...progress, attempting: true };
    case "receipt":
      return received(progress, happening.receipt, happening.photos);
    case "offset":
      return moved({ ...progress, photos: progress.photos.map((part) => (part.id === happening.photo ? { ...part, offset: happening.offset } : part)) });
    case "trouble":
      return troubled(progress, happening);
    case "forgotten":
      return { ...troubled(progress, { hold: "busy", now: happening.now, luck: happening.luck }), stage: "sealed" };
    case "put off":
      return { ...progress, next_at: Math.max(progress.next_at, happening.until) };
    case "again":
      return moves(progress) ? afresh(progress) : progress;
    case "asked":
      return moves(progress) || (progress.hold === "rejected" && !progress.mended) ? { ...afresh(progress), urged: true } : progress;
    case "mended":
      return { ...progress, mended: true };
  }
}

/** Whether the sender may take it up at all; what is complete still has to be pruned. */
export function moves(progress: Progress): boolean {
  return progress.hold !== "rejected" && progress.hold !== "conflict";
}

/** Photos the server has whole. */
export function sent(progress: Progress): number {
  return progress.photos.filter((part) => part.complete).length;
}

function received(progress: Progress, receipt: Slip, told: { id: string; offset: number; complete: boolean }[]): Progress {
  const photos = progress.photos.map((part) => {
    const said = told.filter((one) => one.id === part.id)[0];
    return said ? { ...part, offset: said.offset, complete: said.complete } : part;
  });
  const stage = photos.every((part) => part.complete) ? "complete" : "text_sent";
  return moved({ ...progress, stage, receipt, photos });
}

function moved(progress: Progress): Progress {
  return { ...afresh(progress), attempting: false };
}

function afresh(progress: Progress): Progress {
  return { ...progress, hold: undefined, reason: undefined, attempts: 0, next_at: 0 };
}

function troubled(progress: Progress, trouble: { hold: Hold; reason?: string; now: number; luck: number; asked?: number }): Progress {
  const { hold, reason, now, luck, asked } = trouble;
  return {
    ...progress,
    hold,
    reason,
    attempts: progress.attempts + 1,
    next_at: now + delay(progress.attempts, luck, asked),
    attempting: false,
  };
}
