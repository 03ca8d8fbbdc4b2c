// Reports sent without a browser: what a test needs when it sends many, or breaks off in between.
import { randomBytes } from "node:crypto";
import { type Receipt, receiptOf } from "./receipt.ts";
import type { Report } from "./reports.ts";

/** A form key as the form itself carries one. */
export function newKey(): string {
  return randomBytes(16).toString("hex");
}

export function bodyOf(report: Report, key: string, noticeVersion: string): FormData {
  const form = new FormData();
  form.set("wish", report.wish);
  form.set("form_key", key);
  form.set("notice_version", noticeVersion);
  form.set("category", report.category);
  form.set("region", report.region);
  form.set("channel", report.channel);
  for (const [name, value] of Object.entries(report.texts)) form.set(name, value);
  for (const request of report.requests ?? []) form.append("requests", request);
  if (report.identity) form.set("identity", report.identity);
  if (report.reward) form.set("reward_wish", "yes");
  for (const photo of report.photos ?? []) form.append("photos", new Blob([new Uint8Array(photo)], { type: "image/jpeg" }), "IMG.jpg");
  return form;
}

/** Posts the form; 303 leads to the receipt. */
export function send(url: string, report: Report, key: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}report/new`, { method: "POST", body: bodyOf(report, key, NOTICE), headers, redirect: "manual" });
}

/** Posts the form and reads the receipt. */
export async function sendAndRead(url: string, report: Report, headers: Record<string, string> = {}): Promise<Receipt> {
  const key = newKey();
  const answer = await send(url, report, key, headers);
  if (answer.status !== 303) throw new Error(`the form was answered with ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return receipt(url, key, headers);
}

export async function receipt(url: string, key: string, headers: Record<string, string> = {}): Promise<Receipt> {
  const page = await fetch(`${url}report/receipt/${key}`, { headers });
  if (page.status !== 200) throw new Error(`the receipt was answered with ${page.status}`);
  return receiptOf(await page.text());
}

/** What a program sees by the query code. */
export async function look(url: string, code: string): Promise<{ number: string; status: string; registration_no: string | null }> {
  const answer = await fetch(`${url}api/v1/track`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query_code: code }),
  });
  if (answer.status !== 200) throw new Error(`the code was answered with ${answer.status}`);
  return answer.json();
}

/** The version of the privacy notice the form shows; only kept, not checked, by the server. */
const NOTICE = "2026-11-21";
