// The `yaoan` binary as a child process, on a data folder of its own and a free port.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ended, endsWithUs } from "./children.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SITE = join(ROOT, "content/sites/yunxian.toml");
const PATIENCE_MS = 30_000;

export const BINARY = process.env.YAOAN_BIN ?? join(ROOT, "target/debug/yaoan");

export interface PortalOptions {
  /** "/aqyy/", for example; begins and ends with a slash. */
  basePath?: string;
  /** "postgres://…"; SQLite in the data folder otherwise. */
  database?: string;
  /** Changes the text of the 云县 site file. */
  site?: (toml: string) => string;
  env?: Record<string, string>;
  /** More flags for `serve`. */
  flags?: string[];
  /** With demo accounts and mark unless false. */
  demo?: boolean;
  /** Stays the same over restarts either way. */
  port?: number;
}

/** A running portal. Call `dispose` when done: it stops the process and removes the data. */
export class Portal {
  /** Everything the process printed so far, over all its starts. */
  log = "";
  private process?: ChildProcess;

  private constructor(
    /** Holds the data folder `data` and, when changed, the site file `site.toml`. */
    readonly folder: string,
    readonly port: number,
    private readonly options: PortalOptions,
  ) {}

  static async start(options: PortalOptions = {}): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), "yaoan-portal-"));
    const portal = new Portal(folder, options.port ?? (await freePort()), options);
    try {
      await mkdir(portal.data);
      if (options.site) await writeFile(portal.siteFile, options.site(await readFile(SITE, "utf8")));
      await portal.run();
    } catch (error) {
      await portal.dispose();
      throw error;
    }
    return portal;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  /** Scheme, host and port, without a trailing slash. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The address of a page inside the site, base path included: `url("report")`. */
  url(path = ""): string {
    return `${this.origin}${this.options.basePath ?? "/"}${path.replace(/^\//, "")}`;
  }

  get pid(): number {
    const pid = this.process?.pid;
    if (pid === undefined) throw new Error("the portal does not run");
    return pid;
  }

  /** Starts the process on the data folder as it is, and waits until it is ready. */
  async run(): Promise<void> {
    if (this.running()) throw new Error("the portal runs already");
    const child = spawn(BINARY, this.command(), { cwd: ROOT, env: this.environment(), stdio: ["ignore", "pipe", "pipe"] });
    this.process = child;
    const keep = (part: Buffer) => {
      this.log += part.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      this.log += `${error}\n`;
    });
    endsWithUs(child, () => child.kill("SIGKILL"));
    await this.ready(child);
  }

  /** As an operator stops it: requests in flight are finished. Gives the exit code. */
  async stop(): Promise<number | null> {
    return this.end("SIGTERM");
  }

  /** As a power cut stops it. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Stops (or, with SIGKILL, cuts off) and starts again on the same data. */
  async restart(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    await this.end(signal);
    await this.run();
  }

  /** Runs another command of the binary on the same data, beside the server; gives what it prints. */
  async tell(...words: string[]): Promise<string> {
    const flags = ["--data", this.data];
    if (this.options.database) flags.push("--database", this.options.database);
    if (this.options.site) flags.push("--site", this.siteFile);
    const { stdout } = await promisify(execFile)(BINARY, [...words, ...flags], { cwd: ROOT, env: this.environment() });
    return stdout;
  }

  /** The process must be gone and its folder with it, whatever happened before. */
  async dispose(): Promise<void> {
    const late = setTimeout(() => this.process?.kill("SIGKILL"), PATIENCE_MS);
    await this.stop();
    clearTimeout(late);
    await rm(this.folder, { recursive: true, force: true });
  }

  private get siteFile(): string {
    return join(this.folder, "site.toml");
  }

  private command(): string[] {
    const { basePath, database, site, flags = [], demo = true } = this.options;
    const words = ["serve", "--listen", `127.0.0.1:${this.port}`, "--data", this.data, "--public-url", this.origin];
    if (demo) words.push("--demo");
    if (basePath) words.push("--base-path", basePath);
    if (database) words.push("--database", database);
    if (site) words.push("--site", this.siteFile);
    return [...words, ...flags];
  }

  /** Settings of the person at the keyboard must not leak into a spec. */
  private environment(): NodeJS.ProcessEnv {
    const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("YAOAN_"));
    return { ...Object.fromEntries(ours), ...this.options.env };
  }

  private running(): boolean {
    const child = this.process;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }

  private async ready(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline && this.running()) {
      const answer = await fetch(`${this.origin}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await pause(50);
    }
    child.kill("SIGKILL");
    throw new Error(`the portal did not become ready:\n${this.log}`);
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.process;
    if (!child || !this.running()) return child?.exitCode ?? null;
    child.kill(signal);
    return ended(child);
  }
}

/** For receivers and for portals that must keep their port over a restart. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
