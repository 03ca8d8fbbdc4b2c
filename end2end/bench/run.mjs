// make bench: reading beside nginx, durable submissions, memory. Prints tables and writes results.md.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { machine, memoryOf } from "./machine.mjs";
import { startPortal } from "./portal.mjs";
import { measureReading } from "./reading.mjs";
import { results } from "./results.mjs";
import { measureSubmitting } from "./submitting.mjs";

// On the disk the product would use, not in a memory file system where fsync costs nothing.
const folder = await mkdtemp(fileURLToPath(new URL("../../target/bench-", import.meta.url)));
try {
  const facts = machine(folder);
  const portal = await startPortal(folder);
  try {
    const idle = memoryOf(portal.pid);
    const reading = await measureReading(portal, folder);
    const afterReading = memoryOf(portal.pid);
    const submitting = await measureSubmitting(portal, folder);
    const text = results({ facts, reading, submitting, memory: { idle, afterReading, afterAll: memoryOf(portal.pid) } });
    process.stdout.write(text);
    await writeFile(new URL("results.md", import.meta.url), text);
  } finally {
    await portal.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
