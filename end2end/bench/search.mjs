// Search over ten thousand texts, on both databases, asked over HTTP as a resident asks: looked up and drawn.
// Prints a Markdown table.
//   search.mjs POSTGRES_URL
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startPortal } from "./portal.mjs";

const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));
const TEXTS = 10_000;
const ROUNDS = 300;
const WARM_UP = 20;
/** Milliseconds until so many texts are read and put into the newsroom. */
const PATIENCE = 300_000;
/** Milliseconds at the 99th percentile. */
const BUDGET = 20;

/** What people type, another one each round; every list is longer than what the page cache keeps warm by chance. */
const ASKED = {
  "a common word": ["药", "过期", "药店", "医生", "孩子", "老人", "网上", "药盒", "发票", "电话"],
  "two characters": ["头孢", "草乌", "美瞳", "胰岛", "追溯", "处方", "疫苗", "游医", "面膜", "药酒"],
  "a drug's name": ["对乙酰氨基酚", "阿莫西林", "布洛芬", "二甲双胍", "氯雷他定", "蒙脱石散", "复方甘草片", "右美沙芬"],
  "a name on the box": ["泰诺林", "芬必得", "必理通", "开瑞坦", "思密达", "达克宁", "快克", "白加黑"],
  "pinyin and initials": ["guoqi", "toubao", "kangshengsu", "gqy", "cfy", "tuirebao", "yaopin", "jubao"],
  "one wrong character": ["过其药", "抗生速", "不良反映", "退烧要", "说明输", "有效其", "处方要", "医保咔"],
  "two words": ["孩子 退烧药", "老人 吃药", "过期 怎么办", "药店 发票", "网上 处方药", "头孢 喝酒"],
  "a sentence": ["药过期了还能不能吃", "孩子发烧吃什么药", "买到过期药怎么赔", "药可以和牛奶一起吃吗"],
  "nothing": ["zzzz", "拖拉机", "qqqq", "挖掘机", "wwww", "收割机"],
};

async function main() {
  const folder = await mkdtemp(fileURLToPath(new URL("../../target/bench-search-", import.meta.url)));
  try {
    const content = join(folder, "content");
    await cp(CONTENT, content, { recursive: true });
    await fill(join(content, "articles"));
    const rows = [];
    const first = [];
    for (const [name, flags] of [["SQLite", []], ["PostgreSQL", ["--database", process.argv[2]]]]) {
      const portal = await startPortal(join(folder, name), { more: ["--content", content, ...flags], patience: PATIENCE });
      try {
        first.push(`${(await once(portal.url, "1")).toFixed(0)} ms on ${name}`);
        for (const [kind, words] of Object.entries(ASKED)) rows.push([name, kind, ...(await ask(portal.url, words))]);
      } finally {
        await portal.stop();
      }
    }
    process.stdout.write(table(rows));
    process.stdout.write(`\nThe first search after a change of the texts puts them in order: ${first.join(", ")}.\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The articles there are, over and over, each copy under a title, words and a body that differ a little. */
async function fill(articles) {
  const names = (await readdir(articles)).filter((name) => name.endsWith(".md"));
  const texts = await Promise.all(names.map((name) => readFile(join(articles, name), "utf8")));
  for (let copy = names.length; copy < TEXTS; copy += 1) {
    const name = names[copy % names.length];
    const other = texts[(copy * 7) % texts.length];
    const [, keywords = ""] = /^keywords = \[(.*)\]$/m.exec(other) ?? [];
    const text = texts[copy % texts.length]
      .replace(/^title = "(.*)"$/m, `title = "$1（${copy}）"`)
      .replace(/^keywords = \[(.*)\]$/m, (line, own) => `keywords = [${[...new Set(`${own}, ${keywords}`.split(", "))].slice(0, 8).join(", ")}]`);
    await writeFile(join(articles, name.replace(".md", `-${copy}.md`)), text);
  }
}

async function ask(url, words) {
  const times = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const took = await once(url, words[Math.abs(round) % words.length]);
    if (round >= 0) times.push(took);
  }
  times.sort((a, b) => a - b);
  return [times[ROUNDS / 2], times[Math.floor(ROUNDS * 0.99)]];
}

/** Milliseconds until a page is here. */
async function once(url, q) {
  const begun = performance.now();
  const answer = await fetch(`${url}/search?${new URLSearchParams({ q })}`);
  await answer.text();
  if (answer.status !== 200) throw new Error(`${q}: ${answer.status}`);
  return performance.now() - begun;
}

function table(rows) {
  const lines = rows.map(([database, kind, median, slowest]) => {
    const over = slowest > BUDGET ? " (over)" : "";
    return `| ${database} | ${kind} | ${median.toFixed(1)} | ${slowest.toFixed(1)}${over} |`;
  });
  return `| database | asked for | p50 ms | p99 ms (goal ${BUDGET}) |\n|---|---|---:|---:|\n${lines.join("\n")}\n`;
}

await main();
