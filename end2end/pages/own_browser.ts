// A Chromium of one's own with an open debugging port: Lighthouse drives it past Playwright.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
];

export class OwnBrowser {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {}

  static async start(): Promise<OwnBrowser> {
    const profile = await mkdtemp(join(tmpdir(), "yaoan-chromium-"));
    const child = spawn(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    process.once("exit", () => child.kill("SIGKILL"));
    return new OwnBrowser(await portOf(child), child, profile);
  }

  async close(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Chromium chooses a free port and says which. */
function portOf(child: ChildProcess): Promise<number> {
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
