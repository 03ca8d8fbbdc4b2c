// The binary run to its end, for starts that must be refused.
import { execFile } from "node:child_process";
import { BINARY } from "../harness/portal.ts";

export interface Ended {
  /** `null` when it had to be ended because it kept running. */
  code: number | null;
  /** Lines on standard error, empty ones left out. */
  complaints: string[];
}

const PATIENCE_MS = 10_000;

export function runToEnd(...words: string[]): Promise<Ended> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("YAOAN_")));
  return new Promise((resolve) => {
    const child = execFile(BINARY, words, { env, timeout: PATIENCE_MS, killSignal: "SIGKILL" }, (_, __, stderr) => {
      resolve({ code: child.exitCode, complaints: stderr.split("\n").filter((line) => line.trim() !== "") });
    });
  });
}
