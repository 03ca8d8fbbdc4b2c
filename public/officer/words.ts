// What the officer reads about a report. Pure.

import { type Progress, sent } from "./state.ts";

/** `spared` when its photos wait for Wi-Fi. */
export function said(progress: Progress, spared = false): string {
  if (progress.receipt && progress.stage === "complete") return `已上报，编号 ${progress.receipt.number}`;
  if (progress.receipt && spared) return `文字已上报，编号 ${progress.receipt.number}；照片等无线网`;
  if (progress.receipt) {
    return `正在上报 ${sent(progress)}/${progress.photos.length}，编号 ${progress.receipt.number}`;
  }
  return progress.attempting ? `正在上报 0/${progress.photos.length}` : "已存在手机里（未上报）";
}

/** Why it does not move, and what would help; nothing when there is nothing to say. */
export function why(progress: Progress): string {
  switch (progress.hold) {
    case "net":
      return "没有网络，有信号会自动上报。";
    case "busy":
      return "局里的系统忙，过一会儿自动再报。";
    case "auth":
      return "这部手机要重新绑定。内容都在，绑定后自动上报。请联系协管员。";
    case "rejected":
      return `局里没有收下：${progress.reason || "内容不全"}。${progress.mended ? "已经另改了一份，这一份可以不要。" : ""}`;
    case "conflict":
      return "同一份上报有两个不同的内容，已都交协管员核对。";
    default:
      return "";
  }
}

/** Unsent for so long that a person should help. */
export const STUCK_AFTER = 7 * 24 * 3600_000;

export const FORMS: { [form: string]: string } = {
  clue: "线索",
  reaction: "不良反应",
  patrol: "巡查",
  publicity: "宣传",
  household: "入户看药箱",
  "take-back": "过期药回收",
  help: "代录",
};
