// A phone: a Chromium on a profile of its own, which survives the process.
import { type ChildProcess, execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { ended, endsWithUs } from "../harness/children.ts";
import { portOf, signal, spawnChromium } from "../harness/chromium.ts";

export class Phone {
  private child?: ChildProcess;
  private browser?: Browser;

  private constructor(
    private readonly profile: string,
    readonly url: string,
  ) {}

  static async start(url: string): Promise<Phone> {
    const phone = new Phone(await mkdtemp(join(tmpdir(), "yaoan-phone-")), url);
    await phone.switchOn();
    return phone;
  }

  get context(): BrowserContext {
    const context = this.browser?.contexts()[0];
    if (!context) throw new Error("the phone is off");
    return context;
  }

  async switchOn(): Promise<void> {
    const child = spawnChromium(this.profile);
    endsWithUs(child, () => signal(child, "SIGKILL"));
    this.child = child;
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(child)}`);
  }

  /** As when the battery is pulled: no process of the browser gets another instruction. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child) return;
    signal(child, "SIGKILL");
    await ended(child);
    this.child = undefined;
    this.browser = undefined;
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Opens the queue with the handle in it. */
  async open(path = "officer/queue"): Promise<Page> {
    const page = (await this.tab(path, 10_000).catch(() => undefined)) ?? (await this.tab(path));
    await ready(page);
    return page;
  }

  /**
   * Seen once in some ten storms on a busy machine: this Chromium never shows a new tab's first page, while its worker
   * runs, other tabs go on and nothing is under way on the line. Whoever holds the phone tries again.
   */
  private async tab(path: string, timeout?: number): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.url + path, { timeout }).catch(async (error) => {
      await page.close();
      throw error;
    });
    return page;
  }
}

/** Waits for the script of the page and puts the handle into it; a page that stays plain sends nothing. */
export async function ready(page: Page): Promise<void> {
  const state = await page.waitForFunction(() => document.documentElement.dataset.officer);
  const word = await state.jsonValue();
  if (word !== "ready") throw new Error(`the officer's page is ${word}`);
  await page.evaluate(HANDLE);
}

const ESBUILD = fileURLToPath(new URL("../../app/bundle/node_modules/.bin/esbuild", import.meta.url));
const HANDLE = execFileSync(ESBUILD, [fileURLToPath(new URL("handle.ts", import.meta.url)), "--bundle", "--format=iife", "--target=es2020"]).toString();
