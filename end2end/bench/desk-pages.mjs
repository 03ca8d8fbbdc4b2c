// Pages of the desk over many matters beside few: two portals of the release binary on each database,
// asked over HTTP in turn. Prints Markdown tables.
//   desk-pages.mjs < DATABASES      a line for each kind: name, size, address, size, address, parted by tabs
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startPortal } from "./portal.mjs";

const ROUNDS = 300;
/** The same pages before anything counts. */
const WARM_UP = 20;
/** What the large one may take of the small one's time at the 99th percentile. */
const BUDGET = 2;

/** The places, units and words of `server/storage/benches/desk/crowd.rs`, another one each round. */
const county = (round) => `5309${21 + (round % 8)}`;
const town = (round) => `${county(round)}${100 + (Math.floor(round / 8) % 12)}`;
const village = (round) => `${town(round)}${200 + (Math.floor(round / 96) % 15)}`;
const unit = (round) => `suo-${county(round)}-${Math.floor(round / 8) % 3}`;
const common = (round) => ["药店", "过期", "没有", "批号"][round % 4];
const rarer = (round) => ["头孢", "阿莫西林", "退钱", "说明书", "膏药", "保健品"][round % 6];
const shop = (round) => `大药房${(round * 16) % 5000}号`;

const list = (asked) => `desk?${new URLSearchParams(asked)}`;

const PAGES = {
  "list: everything, due first": () => list({}),
  "list: everything, newest": () => list({ status: "all", order: "new" }),
  "list: everything, newest, page 300": () => list({ status: "all", order: "new", page: 300 }),
  "list: just received": () => list({ status: "received" }),
  "list: closed complaints": () => list({ status: "closed", kind: "complaint" }),
  "list: not yet in 12315": () => list({ registered: "no" }),
  "list: a county": (round) => list({ region: county(round) }),
  "list: a unit's": (round) => list({ unit: unit(round) }),
  "list: a township": (round) => list({ region: town(round) }),
  "list: a village, newest": (round) => list({ status: "all", order: "new", region: village(round) }),
  "search: a common word": (round) => list({ q: common(round), status: "all", order: "new" }),
  "search: a common word, a county": (round) => list({ q: common(round), status: "all", order: "new", region: county(round) }),
  "search: a common word, a county, open": (round) => list({ q: common(round), region: county(round) }),
  "search: two words, a township": (round) => list({ q: `${common(round)} ${rarer(round)}`, status: "all", order: "new", region: town(round) }),
  "search: two words, a unit's closed": (round) => list({ q: `${common(round)} ${rarer(round)}`, status: "closed", unit: unit(round) }),
  "search: a shop's name, a county": (round) => list({ q: shop(round), status: "all", region: county(round) }),
  "search: a common word, a village": (round) => list({ q: common(round), status: "all", order: "new", region: village(round) }),
  "search: 12315's number": (round) => list({ q: `1530922${String(round * 30).padStart(13, "0")}`, status: "all" }),
  "one matter": (round, first) => `desk/matter/${first[round % first.length]}`,
  "办理情况": () => "desk/overview",
  "期限": () => "desk/due",
  "质量提示": () => "desk/quality",
};

async function main() {
  const folder = await mkdtemp(fileURLToPath(new URL("../../target/bench-pages-", import.meta.url)));
  try {
    const site = join(folder, "site.toml");
    await writeFile(site, await wholePrefecture());
    const keys = await newKeys(join(folder, "keys"));
    for (const line of (await readFile("/dev/stdin", "utf8")).trim().split("\n")) {
      const [name, ...rest] = line.split("\t");
      const sizes = [rest[0], rest[2]];
      const desks = [];
      try {
        for (const database of [rest[1], rest[3]]) desks.push(await Desk.open(join(folder, `${name}-${desks.length}`), ["--site", site, "--key-file", keys, "--database", database]));
        for (const desk of desks) await desk.settled();
        process.stdout.write(table(name, sizes, await ask(desks)));
      } finally {
        for (const desk of desks) await desk.close();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 云县 as if it were the prefecture the made-up matters are from, so that its leader sees them all. */
async function wholePrefecture() {
  const toml = await readFile(new URL("../../content/sites/yunxian.toml", import.meta.url), "utf8");
  return toml.replaceAll('regions = ["530922"]', 'regions = ["5309"]');
}

/** A portal opens a database that holds matters only with a key file; the made-up ones hold nothing sealed. */
async function newKeys(folder) {
  const portal = await startPortal(folder);
  await portal.stop();
  return join(folder, "data/keys.toml");
}

async function ask(desks) {
  const numbers = await Promise.all(desks.map((desk) => desk.numbers()));
  const rows = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const times = [[], []];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const [at, desk] of desks.entries()) {
        const took = await desk.took(path(Math.abs(round), numbers[at]));
        if (round >= 0) times[at].push(took);
      }
    }
    rows.push({ name, times: times.map(ranked) });
  }
  return rows;
}

function ranked(times) {
  const sorted = times.sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], slowest: sorted[Math.floor(sorted.length * 0.99)] };
}

function table(name, [small, large], rows) {
  const lines = rows.map(({ name, times: [few, many] }) => {
    const ratio = many.slowest / few.slowest;
    const ms = [few.median, many.median, few.slowest, many.slowest].map((time) => time.toFixed(1));
    return `| ${name} | ${ms.join(" | ")} | ${ratio.toFixed(2)}${ratio > BUDGET ? " (over 2)" : ""} |`;
  });
  return `\n### Pages over HTTP, ${name}\n\n| page | p50 ms at ${small} | p50 ms at ${large} | p99 ms at ${small} | p99 ms at ${large} | p99 ratio |\n|---|---:|---:|---:|---:|---:|\n${lines.join("\n")}\n`;
}

class Desk {
  #portal;
  #cookie = "";

  static async open(folder, flags) {
    const desk = new Desk();
    desk.#portal = await startPortal(folder, { demo: true, more: flags });
    await desk.#signIn("leader");
    return desk;
  }

  async close() {
    await this.#portal.stop();
  }

  /** Matters that came in all at once are looked through for flags first: each look at the list takes some of them. */
  async settled() {
    const told = async () => /共 [\d,]+ 条/.exec(await this.#page("desk/quality"))?.[0];
    for (let [before, now] = [undefined, await told()]; before !== now; ) [before, now] = [now, await told()];
  }

  /** Milliseconds until the last byte of a page. */
  async took(path) {
    const begun = performance.now();
    await this.#page(path);
    return performance.now() - begun;
  }

  /** Of the matters on the first page. */
  async numbers() {
    const text = await this.#page(list({ status: "all", order: "new" }));
    return [...new Set([...text.matchAll(/desk\/matter\/([A-Z0-9-]+)"/g)].map((found) => found[1]))];
  }

  async #page(path) {
    const answer = await fetch(`${this.#portal.url}/${path}`, { headers: { cookie: this.#cookie }, redirect: "manual" });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return text;
  }

  async #signIn(login) {
    const address = `${this.#portal.url}/desk/sign-in`;
    const blank = await fetch(address);
    const hidden = [...(await blank.text()).matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [/name="([^"]*)"/.exec(input)?.[1] ?? "", /value="([^"]*)"/.exec(input)?.[1] ?? ""]);
    const body = new URLSearchParams([...hidden, ["login", login], ["password", `yanshi-${login}`]]);
    const cookie = blank.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
    const answer = await fetch(address, { method: "POST", body, headers: { cookie, origin: this.#portal.url }, redirect: "manual" });
    if (answer.status !== 303) throw new Error(`not signed in: ${answer.status}`);
    this.#cookie = answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  }
}

await main();
