// A Chromium past Playwright: a process with a profile on the disk and an open debugging port.
import { type ChildProcess, spawn } from "node:child_process";

const FLAGS = [
  "--headless=new",
  "--remote-debugging-port=0",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  "--no-sandbox",
  "--lang=zh-CN",
];

/** In a process group of its own, so that a signal reaches all of the browser's processes. */
export function spawnChromium(profile: string): ChildProcess {
  const program = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const options = { stdio: ["ignore", "ignore", "pipe"] as ["ignore", "ignore", "pipe"], detached: true };
  return spawn(program, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], options);
}

/** A signal to all of its processes; nothing when it has ended by itself. */
export function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, name);
  } catch {
    // It ended by itself.
  }
}

/** Chromium chooses a free port and says which. */
export function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(`Chromium did not start:\n${said}`)));
    child.stderr?.on("data", (part: Buffer) => {
      said += part.toString();
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(said)?.[1];
      if (port) resolve(Number(port));
    });
  });
}
