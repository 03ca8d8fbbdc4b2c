// An alert, a notice, a campaign and a leaflet. A portal begins without any, so these are brought as files that were signed elsewhere.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "@playwright/test";
import type { Portal } from "../harness/portal.ts";

const SIGNED = 'unit = "云县市场监督管理局"\nreviewer = "县局药械股"\nreviewed = "2026-01-04"\npublished = "2026-01-05 09:00"';

const head = (title: string, summary: string, more = "") =>
  `+++\ntitle = "${title}"\nsummary = "${summary}"\nkeywords = ["示例"]\n${SIGNED}\n${more}+++\n\n`;

const POSTS = {
  "alerts/summer-storage.md": `${head("天热了，药怎么放（示例）", "上级机关的提醒，原文在它的网站上。", 'origin = { name = "示例上级机关", url = "https://www.example.gov.cn/alert", published = "2026-01-04" }\n')}药放在阴凉、干燥的地方，按说明书写的温度放。\n`,
  "notices/market-day.md": `${head("赶集日收过期药（示例）", "每逢赶集日，集市东头收过期药。", 'until = "2099-12-31"\n')}把家里的过期药带来，有人登记。\n\n1. 不用写名字。\n2. 不收钱。\n`,
  "campaigns/safe-medicine-month.md": `${head("安全用药月（示例）", "这个月看看家里的药箱。", 'from = "2026-01-05"\nto = "2099-12-31"\narticles = ["home-medicine-box", "expired-medicine"]\n')}先看下面两篇，再去村里的回收点。\n`,
  "leaflets/expired-medicine.md": `${head("过期药别再吃（示例）", "贴在村口的一张纸。", 'articles = ["expired-medicine"]\n')}过期的药不要吃，也不要卖给收药的人。\n`,
};

/** Where they stand, by what they are. */
export const POST_PAGES = {
  alert: "alert/summer-storage",
  notice: "notice/market-day",
  campaign: "campaign/safe-medicine-month",
  leaflet: "leaflet/expired-medicine",
};

/** Publishes one of each and waits until residents see them. */
export async function bringPosts(portal: Portal): Promise<void> {
  const folder = join(portal.folder, "posts");
  for (const [path, text] of Object.entries(POSTS)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await portal.tell("content", "import", folder, "--published");
  for (const path of Object.values(POST_PAGES)) {
    await expect.poll(async () => (await fetch(portal.url(path))).status, { message: path }).toBe(200);
  }
}
