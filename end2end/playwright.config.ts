import { defineConfig } from "@playwright/test";

/**
 * The engine without a window of its own: it draws the same and takes two thirds of the time. Phones and
 * Lighthouse start the whole browser (`harness/chromium.ts`).
 */
const SHELL = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium-headless-shell";

/** Keeps Chromium from calling home, where a closed network would only make it wait. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  "--no-sandbox",
];

/** Everything runs as on a small phone of a reader in Yunnan; desk specs choose a wider screen themselves. */
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  globalSetup: "./harness/setup.ts",
  outputDir: "test-results",
  reporter: "list",
  // A machine that is busy elsewhere makes one of many hundred waits too long: what passes at the second try is
  // listed as flaky at the end, and is mended like any fault. Storms are never tried again.
  retries: 1,
  workers: 2,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A trace of every step costs more than the step; who looks for a failure asks with --trace retain-on-failure.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: SHELL, args: QUIET },
  },
});
