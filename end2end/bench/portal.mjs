// The release binary on a fresh data folder of its own.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BINARY = process.env.YAOAN_BIN ?? fileURLToPath(new URL("../../target/release/yaoan", import.meta.url));

/**
 * @param {string} folder made anew by the caller
 * @param {{ demo?: boolean, more?: string[], patience?: number }} [options] with the demonstration's accounts, or as an office runs it; more flags; milliseconds to wait for it
 */
export async function startPortal(folder, { demo = false, more = [], patience = 20_000 } = {}) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: make build`);
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ["serve", ...(demo ? ["--demo"] : []), "--listen", `127.0.0.1:${port}`, "--data", join(folder, "data"), "--public-url", url, ...more];
  const child = spawn(BINARY, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, YAOAN_LOG: "warn" } });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  await ready(url, child, patience);
  return {
    url,
    pid: child.pid,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function ready(url, child, patience) {
  for (let tries = 0; tries < patience / 50 && child.exitCode === null; tries += 1) {
    const up = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the portal did not start");
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
