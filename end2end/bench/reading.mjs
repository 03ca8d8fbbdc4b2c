// How fast pages go out, beside nginx serving the same bytes under the same headers.
import { get } from "node:http";
import { join } from "node:path";
import { median } from "./machine.mjs";
import { startNginx } from "./nginx.mjs";
import { wrk } from "./wrk.mjs";

const CLIENTS = 32;
const ROUNDS = 5;
const SECONDS = 4;

/** What is read: the path asked of the portal, and whether each request is another address. */
const PAGES = [
  { name: "article, cached", path: "/article/expired-medicine", budget: 0.95 },
  { name: "report form, a fresh key each time", path: "/report/new?wish=tip", budget: 0.15 },
  // What is searched for is kept nowhere; the number makes every address new, and the page stays the same.
  { name: "search, looked up and drawn each time", path: "/search?q=%E5%81%87%E8%8D%AF&n={n}", budget: 0.15 },
];

/** @returns {Promise<{ name: string, bytes: number, budget: number, portal: number, nginx: number, ratio: number, refused: number }[]>} */
export async function measureReading(portal, folder) {
  const pages = await Promise.all(PAGES.map((page, index) => sample(portal.url, page, `/page-${index}`)));
  const nginx = await startNginx(join(folder, "nginx"), pages.map(({ file, headers, body }) => ({ path: file, headers, body })));
  try {
    const rows = [];
    for (const page of pages) rows.push(await sideBySide(portal.url, nginx.url, page));
    return rows;
  } finally {
    nginx.stop();
  }
}

/** The bytes as they go over the line. */
async function sample(url, page, file) {
  const answer = await exchange(`${url}${page.path.replace("{n}", "0")}`);
  if (answer.status !== 200) throw new Error(`${page.path} answered ${answer.status}`);
  return { ...page, file, headers: answer.headers, body: answer.body };
}

/** Rounds take turns, so that whatever else the machine does meets both. */
async function sideBySide(portal, nginx, page) {
  const ours = [];
  const theirs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await load(portal, page.path));
    theirs.push(await load(nginx, page.file));
  }
  const rate = (runs) => median(runs.map((run) => run.perSecond));
  const refused = [...ours, ...theirs].reduce((sum, run) => sum + run.refused, 0);
  const ratios = ours.map((run, round) => run.perSecond / theirs[round].perSecond);
  return { name: page.name, bytes: page.body.length, budget: page.budget, portal: rate(ours), nginx: rate(theirs), ratio: median(ratios), refused };
}

function load(base, path) {
  const changing = path.includes("{n}");
  return wrk({
    url: changing ? base : `${base}${path}`,
    script: changing ? "read.lua" : "report.lua",
    clients: CLIENTS,
    seconds: SECONDS,
    words: changing ? [path] : [],
  });
}

/** `fetch` would unpack the body, and the packed bytes are what nginx has to serve. */
function exchange(address) {
  return new Promise((resolve, reject) => {
    get(address, { headers: { "accept-encoding": "br, gzip" } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: single(answer.headers), body: Buffer.concat(parts) }));
    }).on("error", reject);
  });
}

function single(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => typeof value === "string"));
}
