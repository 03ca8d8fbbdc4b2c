// Processes that must not outlive the worker that started them, however it ends.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const running = new Map<ChildProcess, () => void>();

// One listener for all of them: each restart of a portal or a phone would leave one more behind.
process.once("exit", () => running.forEach((end) => end()));

/** `end` is called when this process ends while the child still runs. */
export function endsWithUs(child: ChildProcess, end: () => void): void {
  running.set(child, end);
  child.once("exit", () => running.delete(child));
}

/** Resolves when a child has ended, also when it had before anybody asked. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}
