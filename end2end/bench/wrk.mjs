// One run of wrk, its answer as numbers.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const place = (script) => fileURLToPath(new URL(script, import.meta.url));

/**
 * @param {{ url: string, script?: string, clients: number, seconds: number, words?: string[] }} load
 * @returns {Promise<{ perSecond: number, answered: number, refused: number, p50: number, p99: number }>}
 *   rates per second, latencies in milliseconds; `refused` counts every answer that is not 2xx or 3xx
 *   and every broken connection
 */
export async function wrk({ url, script = "report.lua", clients, seconds, words = [] }) {
  const threads = Math.min(2, clients);
  const text = await output("wrk", [`-t${threads}`, `-c${clients}`, `-d${seconds}s`, "--timeout", "10s", "-H", "Accept-Encoding: br, gzip", "-s", place(script), url, "--", ...words]);
  const line = text.split("\n").find((row) => row.startsWith("RESULT "));
  if (!line) throw new Error(`wrk said nothing about ${url}:\n${text}`);
  const [answered, refused, micros, p50, p99] = line.split(" ").slice(1).map(Number);
  return { perSecond: answered / (micros / 1e6), answered, refused, p50: p50 / 1000, p99: p99 / 1000 };
}

function output(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (part) => (text += part));
    child.on("error", () => reject(new Error(`${program} is missing: apt-get install ${program}`)));
    child.on("close", (code) => (code === 0 ? resolve(text) : reject(new Error(`${program} ended with ${code}: ${text}`))));
  });
}
