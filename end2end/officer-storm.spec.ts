// Seeded storms: three requests of ten go wrong, browsers are killed, tabs crash, two send at once.
// Whatever was told to be kept arrives whole, once, and is not sent twice.
import { expect, type Page, test } from "@playwright/test";
import { Bureau, sha256 } from "./officer/bureau.ts";
import { FAIR, type Line, Line as Lines, storm } from "./officer/line.ts";
import { Phone } from "./officer/phone.ts";
import { noteNumbers } from "./officer/numbers.ts";
import { Portal } from "./harness/portal.ts";
import { seeded } from "./harness/seeded.ts";

/** A hundred in every run; more at night. */
const RUNS = Number(process.env.YAOAN_STORM_RUNS ?? 100);
const SEED = Number(process.env.YAOAN_STORM_SEED ?? 20261122);
const SHARDS = 2;
const PATIENCE_MS = 90_000;

const DISTURBANCES = ["kill", "crash", "two tabs", "dead line", "nothing"] as const;

test.describe.configure({ mode: "parallel" });

for (let shard = 0; shard < SHARDS; shard += 1) {
  test(`storms ${shard + 1}/${SHARDS}: nothing lost, nothing doubled, next to nothing sent again (seed ${SEED})`, async () => {
    const runs = Math.ceil(RUNS / SHARDS);
    test.setTimeout(60_000 + runs * 8_000);
    const storms = await Storms.start(shard % 2 === 1);
    try {
      for (let run = 0; run < runs; run += 1) await storms.run(SEED + shard * 1_000_000 + run);
      storms.settle(shard);
    } finally {
      await storms.dispose();
    }
  });
}

class Storms {
  private readonly acknowledged: string[] = [];
  private readonly disturbed: Record<string, number> = {};
  private runs = 0;

  private constructor(
    private readonly portal: Portal,
    private readonly bureau: Bureau,
    private readonly line: Line,
    private readonly phone: Phone,
  ) {}

  static async start(keepsAlive: boolean): Promise<Storms> {
    const portal = await Portal.start();
    const bureau = new Bureau();
    const line = await Lines.start(portal.origin, await bureau.start());
    line.keepsAlive = keepsAlive;
    const phone = await Phone.start(line.url);
    return new Storms(portal, bureau, line, phone);
  }

  async dispose(): Promise<void> {
    await this.phone.dispose();
    await this.line.stop();
    await this.bureau.stop();
    await this.portal.dispose();
  }

  async run(seed: number): Promise<void> {
    const random = seeded(seed);
    const disturbance = DISTURBANCES[Math.floor(random() * DISTURBANCES.length)];
    this.disturbed[disturbance] = (this.disturbed[disturbance] ?? 0) + 1;
    this.runs += 1;
    this.line.weather = FAIR;
    let pages = [await this.front()];
    const reports = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      Array.from({ length: Math.floor(random() * 4) }, () => 40_000 + Math.floor(random() * 260_000)),
    );
    this.acknowledged.push(...(await pages[0].evaluate((sizes) => window.yaoanHandle.seal(sizes), reports)));
    this.line.weather = storm(random);
    if (disturbance === "two tabs") pages.push(await this.phone.open());
    for (const page of pages) await page.evaluate(() => window.yaoanHandle.poke());
    await this.requests(1 + Math.floor(random() * 6));
    if (disturbance === "kill") {
      await this.phone.kill();
      await this.phone.switchOn();
      pages = [await this.phone.open()];
    } else if (disturbance === "crash") {
      await crash(pages[0]);
      pages = [await this.phone.open()];
    } else if (disturbance === "dead line") {
      this.line.cutOff();
      await this.requests(0);
      this.line.restore();
    }
    await this.drain(pages, seed);
    for (const page of pages.slice(1)) await page.close();
  }

  /** The queue stays open from run to run, as on a phone; after a kill it is opened anew. */
  private async front(): Promise<Page> {
    return this.phone.context.pages().find((page) => page.url().includes("/officer/")) ?? this.phone.open();
  }

  /** Everything acknowledged stands at the bureau once, with every photo as it was sealed. */
  settle(shard: number): void {
    const { reports, uploads } = this.bureau;
    const marks = [...reports.values()].map((report) => report.text.answers.place);
    expect(new Set(marks).size, "nothing doubled").toBe(marks.length);
    expect([...reports.keys()].filter((id) => !this.acknowledged.includes(id)), "nothing made up").toEqual([]);
    expect(this.acknowledged.filter((id) => !reports.has(id)), "nothing lost").toEqual([]);
    let total = 0;
    for (const [id, report] of reports) {
      expect(report.variants, "always the same bytes").toEqual([]);
      for (const photo of report.text.photos) {
        const bytes = uploads.get(`${id}/${photo.id}`)?.bytes ?? Buffer.alloc(0);
        expect(sha256(bytes), `photo ${photo.id}`).toBe(photo.sha256);
        expect(this.bureau.open(bytes, `${id}/${photo.id}`).length).toBe(photo.size - 105);
        total += photo.size;
      }
    }
    const again = (this.line.photoBytes - total) / total;
    const faults = Object.entries(this.line.seen).filter(([fault]) => fault !== "none");
    console.log(
      `storms${this.line.keepsAlive ? " on kept connections" : ""}: ${this.runs} runs, ${reports.size} reports, ${uploads.size} photos, ${(total / 1e6).toFixed(1)} MB; ` +
        `${faults.map(([fault, times]) => `${fault} ${times}`).join(", ")}; ${JSON.stringify(this.disturbed)}; ` +
        `${(again * 100).toFixed(1)} % of photo bytes sent again`,
    );
    // What Chromium repeats by itself on a kept connection is measured and not ours to avoid.
    if (!this.line.keepsAlive) expect(again).toBeLessThanOrEqual(0.05);
    noteNumbers(`storm-${shard}`, { kept: this.line.keepsAlive, runs: this.runs, reports: reports.size, photos: uploads.size, megabytes: total / 1e6, again: again * 100, faults: Object.fromEntries(faults), disturbed: this.disturbed });
  }

  /** Resolves once so many more requests went over the line, or when nothing is on its way any more. */
  private async requests(more: number): Promise<void> {
    const all = () => Object.values(this.line.seen).reduce((sum, times) => sum + times, 0);
    const until = all() + more;
    await expect.poll(all, { intervals: [5], timeout: 700 }).toBeGreaterThanOrEqual(until).catch(() => undefined);
  }

  private async drain(pages: Page[], seed: number): Promise<void> {
    const rest = async () => {
      for (const page of pages) await page.evaluate(() => window.yaoanHandle.poke());
      return pages[0].evaluate(() => window.yaoanHandle.waiting());
    };
    await expect.poll(rest, { message: `seed ${seed}: still waiting`, timeout: PATIENCE_MS, intervals: [60] }).toEqual([]);
  }
}

/** The renderer ends as it does when the camera takes all the memory. */
async function crash(page: Page): Promise<void> {
  const gone = page.waitForEvent("crash");
  const session = await page.context().newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await gone;
  await page.close();
}
