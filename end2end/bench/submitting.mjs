// How many submissions a second become durable: every 201 and 303 counted here was fsynced first.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jpeg } from "../photos/photo.mjs";
import { wrk } from "./wrk.mjs";

const CLIENTS = [1, 8, 32];
const SECONDS = 5;

/** As long as every key the load script makes; see submit.lua. */
const MARK = "KEY-PLACE-KEY-PLACE-KEY-PLACE-32";
const BOUNDARY = "----yaoan-bench-boundary";

/** @returns {Promise<{ name: string, clients: number, perSecond: number, p50: number, p99: number, refused: number, answered: number }[]>} */
export async function measureSubmitting(portal, folder) {
  const loads = [
    { name: "JSON tip, no photo", path: "/api/v1/matters", type: "application/json", body: tip() },
    { name: "form with one photo", path: "/report/new", type: `multipart/form-data; boundary=${BOUNDARY}`, body: await form(portal.url) },
  ];
  const rows = [];
  for (const [number, load] of loads.entries()) {
    const file = join(folder, `body-${number}`);
    await writeFile(file, load.body);
    for (const clients of CLIENTS) {
      const run = String(number * 1000 + clients);
      const words = [load.path, load.type, run, file];
      rows.push({ name: load.name, clients, ...(await wrk({ url: portal.url, script: "submit.lua", clients, seconds: SECONDS, words })) });
    }
  }
  return rows;
}

function tip() {
  return Buffer.from(
    JSON.stringify({
      kind: "tip",
      category: "D03",
      region: "530922101000",
      place: "街边药店",
      story: "货架上摆着过期的药，还在卖。店员说便宜处理。",
      respondent: { name: "某某药店", address: "云县爱华镇" },
      drug: { name: "示例胶囊", approval_no: "", batch_no: "20260101" },
      reporter: null,
    }),
  );
}

async function form(url) {
  const page = await fetch(`${url}/report/new?wish=tip`).then((answer) => answer.text());
  const notice = /name="notice_version"[^>]*value="([^"]*)"/.exec(page)?.[1] ?? /value="([^"]*)"[^>]*name="notice_version"/.exec(page)?.[1];
  if (notice === undefined) throw new Error("the form has no notice_version");
  const fields = {
    form_key: MARK,
    notice_version: notice,
    wish: "tip",
    category: "D03",
    region: "530922101000",
    channel: "shop",
    story: "货架上摆着过期的药，还在卖。店员说便宜处理。",
    respondent_name: "某某药店",
    identity: "anonymous",
  };
  const parts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, Buffer.from(value)));
  const photo = part('name="photos"; filename="a.jpg"', jpeg(MARK), "image/jpeg");
  return Buffer.concat([...parts, photo, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

function part(disposition, value, type) {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n${type ? `Content-Type: ${type}\r\n` : ""}\r\n`;
  return Buffer.concat([Buffer.from(head), value, Buffer.from("\r\n")]);
}
