// Draws box.jpg, the picture every journey uploads: a made-up medicine box with no person, place
// or product of this world on it. Run it again only to change the picture: node photos/draw.mjs
import { writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

const WIDTH = 2400;
const HEIGHT = 1800;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
const base64 = await page.evaluate(draw, [WIDTH, HEIGHT]);
await writeFile(new URL("box.jpg", import.meta.url), Buffer.from(base64, "base64"));
await browser.close();

function draw([width, height]) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d");
  const table = pen.createLinearGradient(0, 0, width, height);
  table.addColorStop(0, "#8a6d4f");
  table.addColorStop(1, "#5e4631");
  pen.fillStyle = table;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#f4f1ea";
  pen.fillRect(300, 350, 1800, 1100);
  pen.fillStyle = "#1d6b57";
  pen.fillRect(300, 350, 1800, 220);
  pen.font = "150px sans-serif";
  pen.fillStyle = "#ffffff";
  pen.fillText("示例胶囊（测试图片）", 380, 510);
  pen.fillStyle = "#222222";
  pen.font = "90px sans-serif";
  ["批准文号：国药准字H00000000", "产品批号：20260101", "有效期至：2026年06月"].forEach((line, row) =>
    pen.fillText(line, 380, 760 + row * 200),
  );
  return canvas.toDataURL("image/jpeg", 0.72).split(",")[1];
}
