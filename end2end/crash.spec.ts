// kill -9 in a loop of submissions: what was acknowledged is there, whole, once, and is handed over once.
import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { seeded } from "./harness/seeded.ts";
import { png, sha256 } from "./photos/photo.mjs";
import { tip } from "./pages/reports.ts";
import { look, receipt, send } from "./pages/sender.ts";
import { type Receiver, startReceiver } from "./receiver/receiver.mjs";

const ROUNDS = 10;
const CLIENTS = 8;
const SEED = Number(process.env.YAOAN_CRASH_SEED ?? 20261121);

/** A report on its way: its key stays the same however often it is sent. */
interface Sent {
  key: string;
  photos: Buffer[];
  tries: number;
}

let receiver: Receiver;
let portal: Portal;
test.beforeAll(async () => {
  receiver = await startReceiver({ failing: "every other" });
  portal = await Portal.start({ site: (toml) => gateway(toml, receiver.url), env: { YAOAN_GATEWAY_SECRET: receiver.secret } });
});
test.afterAll(async () => {
  await portal?.dispose();
  await receiver?.stop();
});

test(`ten times kill -9 among eight senders loses nothing and doubles nothing (seed ${SEED})`, async () => {
  test.setTimeout(180_000);
  const random = seeded(SEED);
  const storm = new Storm(portal, random);
  const senders = Array.from({ length: CLIENTS }, (_, client) => storm.send(client));
  for (let round = 0; round < ROUNDS; round += 1) {
    await storm.begun(3 + Math.floor(random() * 10));
    await storm.interrupt();
  }
  storm.over = true;
  await Promise.all(senders);
  const { acknowledged } = storm;
  const retried = acknowledged.filter((sent) => sent.tries > 1).length;
  console.log(`crash: ${acknowledged.length} reports acknowledged over ${ROUNDS} kills, ${retried} of them sent more than once`);
  expect(retried, "the kills hit reports on their way").toBeGreaterThan(0);

  const desk = await signedIn();
  const numbers = new Set<string>();
  for (const sent of acknowledged) {
    const { code, numbers: own } = await receipt(portal.url(), sent.key);
    expect(own).toHaveLength(1);
    expect(numbers.has(own[0]), `${own[0]} stands for two reports`).toBe(false);
    numbers.add(own[0]);
    expect((await look(portal.url(), code)).number).toBe(own[0]);
    await photosAreThere(desk, own[0], sent.photos);
  }
  expect(await mattersAtTheDesk(desk), "nothing doubled").toBe(acknowledged.length);
  await desk.dispose();

  await expect.poll(() => receiver.accepted().length, { timeout: 120_000 }).toBe(acknowledged.length);
  const handedOver = receiver.accepted().map((delivery) => delivery.body.data.number);
  expect(new Set(handedOver)).toEqual(numbers);
  expect(receiver.failures(), "the receiver failed as often as it took").toBeGreaterThanOrEqual(acknowledged.length);
});

/** Senders and the one who kills; everything waits for events, nothing for time. */
class Storm {
  over = false;
  readonly acknowledged: Sent[] = [];
  private count = 0;
  private waiting: { until: number; go: () => void } | undefined;
  private up: Promise<void> = Promise.resolve();

  constructor(
    private readonly portal: Portal,
    private readonly random: () => number,
  ) {}

  /** Sends one report after another; each until it is acknowledged. */
  async send(client: number): Promise<void> {
    for (let number = 0; !this.over; number += 1) {
      const key = sha256(Buffer.from(`${SEED}-${client}-${number}`)).slice(0, 32);
      const photos = Array.from({ length: 1 + Math.floor(this.random() * 2) }, (_, index) => png(160, 120, `${key}-${index}`));
      this.acknowledged.push(await this.deliver({ key, photos, tries: 0 }));
    }
  }

  /** Resolves once so many more requests have been begun. */
  begun(more: number): Promise<void> {
    return new Promise((go) => {
      this.waiting = { until: this.count + more, go };
    });
  }

  async interrupt(): Promise<void> {
    this.up = this.portal.restart("SIGKILL");
    await this.up;
  }

  private async deliver(sent: Sent): Promise<Sent> {
    for (;;) {
      await this.up;
      sent.tries += 1;
      const answer = send(this.portal.url(), tip({ photos: sent.photos, texts: { story: `断电测试 ${sent.key}` } }), sent.key);
      this.tick();
      const status = await answer.then((one) => one.status, () => 0);
      if (status === 303) return sent;
      // 0: cut off by the kill. 503: asked to come again. Anything else is a fault of ours.
      expect([0, 503], `${sent.key} was answered with ${status}`).toContain(status);
    }
  }

  private tick(): void {
    this.count += 1;
    if (this.waiting && this.count >= this.waiting.until) {
      this.waiting.go();
      this.waiting = undefined;
    }
  }
}

async function signedIn(): Promise<APIRequestContext> {
  const desk = await request.newContext({ baseURL: portal.url() });
  const answer = await desk.post("desk/sign-in", { form: { login: "clerk", password: "yanshi-clerk", totp: "", next: "" } });
  expect(answer.status()).toBe(200);
  return desk;
}

/** The desk names each original by the beginning of its SHA-256. */
async function photosAreThere(desk: APIRequestContext, number: string, photos: Buffer[]): Promise<void> {
  const page = await (await desk.get(`desk/matter/${number}`)).text();
  expect(page.match(/校验码 [0-9a-f]{12}/g) ?? [], number).toHaveLength(photos.length);
  for (const photo of photos) expect(page, number).toContain(`校验码 ${sha256(photo).slice(0, 12)}`);
}

async function mattersAtTheDesk(desk: APIRequestContext): Promise<number> {
  const page = await (await desk.get("desk")).text();
  return Number(/符合条件的 (\d+) 件/.exec(page)?.[1]);
}

function gateway(toml: string, url: string): string {
  return toml.replace('adapter = "packet"', 'adapter = "gateway"').replace(/^url = ""$/m, `url = "${url}"`);
}
