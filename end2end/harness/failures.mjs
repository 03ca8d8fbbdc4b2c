// Says of a finished browser run what failed and with which words: failures.mjs RESULTS.json
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** More of one failure stands further up, where it happened. */
const LONGEST = 1500;

const { suites } = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { file, line, title, tests } of suites.flatMap(specs)) {
  for (const { message } of tests.flatMap(errors)) {
    console.log(`--- ${file}:${line} ${title}\n${stripVTControlCharacters(message ?? "").slice(0, LONGEST)}\n`);
  }
}

function specs(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
}

function errors(test) {
  return test.status === "unexpected" ? test.results.flatMap((result) => result.errors) : [];
}
