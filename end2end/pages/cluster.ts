// A PostgreSQL of one's own that may be stopped and started under a running portal.
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("../harness/postgres.sh", import.meta.url));

export class Cluster {
  private constructor(
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), "yaoan-cluster-"));
    // The server runs as another user when we are root, and must be able to walk in.
    await chmod(folder, 0o755);
    const { stdout } = await run(SCRIPT, ["start", join(folder, "cluster")]);
    return new Cluster(folder, stdout.trim());
  }

  /** Cuts every connection, as a crash of the database machine would. */
  async goDown(): Promise<void> {
    await this.control(["stop", "--mode=immediate"]);
  }

  async comeBack(): Promise<void> {
    const port = new URL(this.url).port;
    await this.control(["start", `--log=${this.cluster}/server.log`, `--options=-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`]);
  }

  async dispose(): Promise<void> {
    await run(SCRIPT, ["stop", this.cluster]);
    await rm(this.folder, { recursive: true, force: true });
  }

  private get cluster(): string {
    return join(this.folder, "cluster");
  }

  private async control(words: string[]): Promise<void> {
    const programs = (await run(SCRIPT, ["programs"])).stdout.trim();
    const command = [join(programs, "pg_ctl"), ...words, "--wait", "--silent", `--pgdata=${this.cluster}/data`];
    // As a user of its own: PostgreSQL refuses to run as root.
    if (process.getuid?.() === 0) await run("runuser", ["-u", await owner(this.cluster), "--", ...command], { cwd: "/" });
    else await run(command[0], command.slice(1));
  }
}

async function owner(folder: string): Promise<string> {
  return (await run("stat", ["-c", "%U", folder])).stdout.trim();
}
