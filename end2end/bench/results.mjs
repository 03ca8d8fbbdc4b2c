// The figures as one Markdown page.

/** Quoted from our own measurement of the published release on the same machine; not run again here. */
const GLOBALEAKS = {
  name: "GlobaLeaks 5.0.95 (quoted: its whole submission, proof of work included)",
  reading: "landing page 1,040–1,210 /s",
  submitting: "3.3–3.7 /s at 1 and 8 clients, 2.6–2.8 /s at 32; 31–46 % refused with 500 under concurrency",
  memory: "151–154 MB idle, 531–555 MB after load",
};

export function results({ facts, reading, submitting, memory }) {
  return `# Measurements

Made by \`make bench\` on ${new Date().toISOString().slice(0, 10)}; rounds of the portal and of nginx take turns.

- ${facts.cpu}, ${facts.memory}; ${facts.system}; load generator, portal and nginx share the cores; load before the run ${facts.load}
- disk: ${facts.disk}
- ${facts.nginx}, serving the same bytes with the same headers from files

## Reading (32 keep-alive clients, median of 5 rounds of 4 s)

| page | bytes sent | portal /s | nginx /s | ratio | budget | refused |
|---|---:|---:|---:|---:|---:|---:|
${reading.map((row) => `| ${row.name} | ${row.bytes} | ${whole(row.portal)} | ${whole(row.nginx)} | ${row.ratio.toFixed(2)} | ≥ ${row.budget} | ${row.refused} |`).join("\n")}

## Submitting (SQLite, every answer after fsync, sealed, 5 s each)

| what | clients | accepted /s | p50 ms | p99 ms | refused |
|---|---:|---:|---:|---:|---:|
${submitting.map((row) => `| ${row.name} | ${row.clients} | ${whole(row.perSecond)} | ${row.p50.toFixed(1)} | ${row.p99.toFixed(1)} | ${row.refused} |`).join("\n")}

## Memory (resident, MB)

| idle | after reading | after submitting | highest |
|---:|---:|---:|---:|
| ${whole(memory.idle.now)} | ${whole(memory.afterReading.now)} | ${whole(memory.afterAll.now)} | ${whole(memory.afterAll.peak)} |

## Beside it

${GLOBALEAKS.name}: ${GLOBALEAKS.reading}; ${GLOBALEAKS.submitting}; ${GLOBALEAKS.memory}. Its form solves a proof of work and encrypts in the browser, which ours does not, so the rates say what an office can take in, not which code is faster.
`;
}

function whole(value) {
  return Math.round(value).toLocaleString("en-US");
}
