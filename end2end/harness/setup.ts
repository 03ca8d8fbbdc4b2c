// Runs once before all specs: the binary must be there, and a database server.
import { existsSync } from "node:fs";
import { BINARY } from "./portal.ts";
import { startPostgres } from "./postgres.ts";

/** @returns what Playwright calls when all specs are done. */
export default async function setup(): Promise<() => Promise<void>> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build -p server, or make test`);
  return startPostgres();
}
