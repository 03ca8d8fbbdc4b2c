// Databases of their own for specs, in the throwaway PostgreSQL that postgres.sh starts.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("postgres.sh", import.meta.url));

/** Starts a server unless `make test` already has one; the answer stops what was started here. */
export async function startPostgres(): Promise<() => Promise<void>> {
  if (process.env.YAOAN_TEST_POSTGRES) return async () => {};
  const folder = await mkdtemp(join(tmpdir(), "yaoan-postgres-"));
  // The server runs as another user when we are root, and must be able to walk in.
  await chmod(folder, 0o755);
  const cluster = join(folder, "cluster");
  const { stdout } = await run(SCRIPT, ["start", cluster]);
  process.env.YAOAN_TEST_POSTGRES = stdout.trim();
  return async () => {
    await run(SCRIPT, ["stop", cluster]);
    await rm(folder, { recursive: true, force: true });
  };
}

/** The URL of an empty database that no other spec uses. */
export async function newDatabase(): Promise<string> {
  const name = `spec_${randomBytes(6).toString("hex")}`;
  await sql(serverUrl(), `create database ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement and gives its rows, columns parted by tabs: for looking behind the portal's back. */
export async function sql(url: string, statement: string): Promise<string[]> {
  const { stdout } = await run("psql", ["-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement, url]);
  return stdout.split("\n").filter((row) => row !== "");
}

function serverUrl(): string {
  const url = process.env.YAOAN_TEST_POSTGRES;
  if (!url) throw new Error("YAOAN_TEST_POSTGRES is not set: the global setup did not run");
  return url;
}
