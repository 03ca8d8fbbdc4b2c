// A Chromium of one's own with an open debugging port: Lighthouse drives it past Playwright.
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ended, endsWithUs } from "../harness/children.ts";
import { portOf, signal, spawnChromium } from "../harness/chromium.ts";

export class OwnBrowser {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {}

  static async start(): Promise<OwnBrowser> {
    const profile = await mkdtemp(join(tmpdir(), "yaoan-chromium-"));
    const child = spawnChromium(profile);
    endsWithUs(child, () => signal(child, "SIGKILL"));
    return new OwnBrowser(await portOf(child), child, profile);
  }

  async close(): Promise<void> {
    signal(this.child, "SIGTERM");
    await ended(this.child);
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
