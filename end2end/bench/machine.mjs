// What the figures were measured on.
import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";

export function machine(folder) {
  const disk = fsyncLatency(folder);
  return {
    cpu: `${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
    system: `${os.type()} ${os.release()}, node ${process.version}`,
    nginx: version("nginx", ["-v"]),
    disk: `${fileSystem(folder)}; write + fdatasync of 4 KiB: median ${disk.p50.toFixed(2)} ms, p99 ${disk.p99.toFixed(2)} ms`,
    load: os.loadavg().map((value) => value.toFixed(1)).join(" "),
  };
}

/** Memory of a process in MB: now and at its highest. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mb = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: mb("VmRSS"), peak: mb("VmHWM") };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function fsyncLatency(folder) {
  const name = join(folder, "fsync-probe");
  const file = openSync(name, "w");
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 300 }, () => {
    const begun = process.hrtime.bigint();
    writeSync(file, block);
    fdatasyncSync(file);
    return Number(process.hrtime.bigint() - begun) / 1e6;
  }).sort((a, b) => a - b);
  closeSync(file);
  unlinkSync(name);
  return { p50: times[150], p99: times[297] };
}

function fileSystem(folder) {
  return execFileSync("stat", ["-f", "-c", "%T", folder], { encoding: "utf8" }).trim();
}

function version(program, args) {
  try {
    return execFileSync("sh", ["-c", `${program} ${args.join(" ")} 2>&1`], { encoding: "utf8" }).trim();
  } catch {
    return "missing";
  }
}
