// The signed gateway against a receiver that verifies with the published npm package and fails half the time.
import { createHash } from "node:crypto";
import { expect, test } from "@playwright/test";
import { Portal, freePort } from "./harness/portal.ts";
import { complaint, tip } from "./pages/reports.ts";
import { jpeg } from "./photos/photo.mjs";
import { look, newKey, receipt, send } from "./pages/sender.ts";
import { type Receiver, startReceiver } from "./receiver/receiver.mjs";

const MATTERS = 12;
const SEED = Number(process.env.YAOAN_GATEWAY_SEED ?? 20261121);

let receiver: Receiver;
let portal: Portal;
test.beforeAll(async () => {
  const port = await freePort();
  receiver = await startReceiver({ failing: "half", seed: SEED, callBack: `http://127.0.0.1:${port}/` });
  portal = await Portal.start({ port, site: (toml) => gateway(toml, receiver.url), env: { YAOAN_GATEWAY_SECRET: receiver.secret } });
});
test.afterAll(async () => {
  await portal?.dispose();
  await receiver?.stop();
});

test.describe.configure({ mode: "serial" });

test(`every matter reaches 12315 exactly once though half of the tries fail (seed ${SEED})`, async () => {
  test.setTimeout(150_000);
  const filed = await Promise.all(Array.from({ length: MATTERS }, (_, index) => file(index)));
  expect(new Set(filed.map(({ number }) => number)).size).toBe(MATTERS);

  for (const { query_code } of filed) {
    const registered = async () => (await look(portal.url(), query_code)).registration_no;
    await expect.poll(registered, { timeout: 120_000, intervals: [500] }).not.toBeNull();
  }
  const accepted = receiver.accepted();
  expect(accepted.map(({ body }) => body.data.number).sort()).toEqual(filed.map(({ number }) => number).sort());
  for (const { number, query_code } of filed) {
    const theirs = accepted.find(({ body }) => body.data.number === number);
    expect((await look(portal.url(), query_code)).registration_no, number).toBe(theirs?.registrationNo);
    const lines = (await timeline(query_code)).filter(({ text }) => text.includes("登记编号"));
    expect(lines, `${number} is registered once`).toHaveLength(1);
  }
  expect(receiver.distrusted(), "every signature held").toEqual([]);
  expect(receiver.callbacks().every(({ status }) => status === 200), "every callback was taken").toBe(true);
  expect(receiver.failures(), "the receiver failed often").toBeGreaterThanOrEqual(MATTERS / 2);
  console.log(`gateway: ${MATTERS} matters, ${receiver.failures()} failures, ${receiver.repeats()} repeats dropped by id`);
});

test("an anonymous tip goes without a reporter, a complaint with one", async () => {
  const bodies = receiver.accepted().map(({ body }) => body.data);
  const tips = bodies.filter(({ kind }) => kind === "tip");
  const complaints = bodies.filter(({ kind }) => kind === "complaint");
  expect([tips.length, complaints.length]).toEqual([MATTERS / 2, MATTERS / 2]);
  expect(tips.every(({ reporter }) => reporter === null)).toBe(true);
  expect(complaints.every(({ reporter }) => reporter.phone === "13800138000")).toBe(true);
});

test("the receiver fetches the picture it was told of, and nobody without its link does", async () => {
  const key = newKey();
  expect((await send(portal.url(), tip({ photos: [jpeg("gateway")] }), key)).status).toBe(303);
  const [number] = (await receipt(portal.url(), key)).numbers;
  const delivered = () => receiver.accepted().find(({ body }) => body.data.number === number);
  await expect.poll(delivered, { timeout: 60_000 }).toBeDefined();
  const [attachment] = delivered()?.body.data.attachments ?? [];
  const answer = await fetch(attachment.url);
  expect(answer.status).toBe(200);
  const picture = Buffer.from(await answer.arrayBuffer());
  expect(createHash("sha256").update(picture).digest("hex")).toBe(attachment.sha256);
  expect((await fetch(attachment.url.replace(/sig=[0-9a-f]{4}/, "sig=0000"))).status).toBe(403);
  expect((await fetch(attachment.url.split("?")[0])).status).toBe(403);
});

test("a callback is believed once, in time, and with the right secret", async () => {
  const { number, query_code } = await file(1);
  const accepted = { number, status: "accepted", note: "已受理" };
  const stale = new Date(Date.now() - 6 * 60_000);
  expect((await receiver.tell(portal.url(), "stale", "matter.status", accepted, { at: stale })).status).toBe(401);
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  expect((await receiver.tell(portal.url(), "forged", "matter.status", accepted, { secret })).status).toBe(401);
  for (const _ of [1, 2, 3]) {
    expect((await receiver.tell(portal.url(), "accepted", "matter.status", accepted)).status).toBe(200);
  }
  const lines = (await timeline(query_code)).filter(({ text }) => text.includes("已受理"));
  expect(lines).toHaveLength(1);
  expect((await receiver.tell(portal.url(), "unknown", "matter.status", { ...accepted, number: "YX-2026-999999" })).status).toBe(404);
  expect((await receiver.tell(portal.url(), "strange", "matter.eaten", accepted)).status).toBe(422);
});

/** Files a matter as a program does: even ones are anonymous tips, odd ones complaints. */
async function file(index: number): Promise<{ number: string; query_code: string }> {
  const report = index % 2 === 0 ? tip() : complaint();
  const { texts } = report;
  const answer = await fetch(`${portal.url()}api/v1/matters`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": newKey() },
    body: JSON.stringify({
      kind: report.wish,
      category: report.category,
      region: report.region,
      story: texts.story,
      respondent: { name: texts.respondent_name, address: texts.respondent_address ?? "" },
      request: report.wish === "complaint" ? ["退货"] : [],
      reporter:
        report.wish === "complaint"
          ? { name: texts.reporter_name, phone: texts.reporter_phone, address: texts.reporter_address }
          : null,
    }),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return answer.json();
}

async function timeline(code: string): Promise<{ text: string }[]> {
  const answer = await fetch(`${portal.url()}api/v1/track`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query_code: code }),
  });
  return (await answer.json()).timeline;
}

function gateway(toml: string, url: string): string {
  return toml.replace('adapter = "packet"', 'adapter = "gateway"').replace(/^url = ""$/m, `url = "${url}"`);
}
