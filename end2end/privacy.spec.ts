// An anonymous tip leaves nothing of its sender: not in the data folder, not in the log.
import { execFileSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { PLACE_CANARY, jpeg } from "./photos/photo.mjs";
import { tip } from "./pages/reports.ts";
import { look, sendAndRead } from "./pages/sender.ts";
import { signIn, openMatter } from "./pages/desk.ts";

const CANARIES = {
  "user-agent": "CanaryBrowser/7.7 (canary-phone-model)",
  cookie: "canary_cookie=canary-cookie-value",
  "x-forwarded-for": "203.0.113.77",
  "x-real-ip": "203.0.113.78",
  referer: "https://canary-referrer.example/",
};
const WORDS = ["CanaryBrowser", "canary-phone-model", "canary_cookie", "canary-cookie-value", "203.0.113.7", "canary-referrer"];

for (const trust of [false, true]) {
  test.describe(trust ? "behind a trusted proxy" : "reached directly", () => {
    let portal: Portal;
    test.beforeAll(async () => {
      portal = await Portal.start({ flags: trust ? ["--trust-proxy"] : [], env: { YAOAN_LOG: "trace" } });
    });
    test.afterAll(() => portal?.dispose());

    test("address, browser and cookie of an anonymous tip stand nowhere, at the most talkative log", async ({ page }) => {
      const photo = jpeg("privacy");
      const receipt = await sendAndRead(portal.url(), tip({ photos: [photo] }), CANARIES);
      await look(portal.url(), receipt.code);
      // The copy for staff is made by now or while we wait for it; then everything has been written.
      await signIn(page, portal.url());
      await openMatter(page, portal.url(), receipt.numbers[0]);
      await expect(async () => {
        await page.reload();
        await expect(page.getByRole("img", { name: "打开照片 1" })).toBeVisible({ timeout: 500 });
      }).toPass();
      await portal.stop();

      for (const word of WORDS) {
        expect(filesHolding(portal.data, word), `${word} in the data folder`).toEqual([]);
        expect(portal.log, `${word} in the log`).not.toContain(word);
      }
      expect(portal.log, "the query code in the log").not.toContain(receipt.code);
      expect(filesHolding(portal.data, receipt.code), "the query code in the data folder").toEqual([]);
      expect(filesHolding(portal.data, PLACE_CANARY), "the photo's place, unsealed, in the data folder").toEqual([]);
    });
  });
}

test.describe("a named tip", () => {
  let portal: Portal;
  test.beforeAll(async () => {
    portal = await Portal.start();
  });
  test.afterAll(() => portal?.dispose());

  test("its sealed identity is not readable in the data folder", async () => {
    const report = tip({ identity: "named", texts: { ...tip().texts, reporter_name: "欧阳金丝雀", reporter_phone: "13812345678" } });
    await sendAndRead(portal.url(), report);
    await portal.stop();
    for (const word of ["欧阳金丝雀", "13812345678"]) {
      expect(filesHolding(portal.data, word), word).toEqual([]);
      expect(portal.log, word).not.toContain(word);
    }
    // The search itself finds what is there.
    expect(filesHolding(portal.data, "货架上摆着过期的药")).not.toEqual([]);
  });
});

/** Files under a folder that hold the bytes, whatever their kind. */
function filesHolding(folder: string, word: string): string[] {
  try {
    return execFileSync("grep", ["-a", "-r", "-l", "-F", "-e", word, folder], { encoding: "utf8" }).trim().split("\n");
  } catch (error) {
    // grep ends with 1 where nothing was found; anything else is a fault.
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}
