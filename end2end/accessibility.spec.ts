// axe on every kind of page, in normal and large type, light and dark; widths and targets for thumbs.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { islandsAwake } from "./harness/islands.ts";
import { Portal } from "./harness/portal.ts";
import { signIn } from "./pages/desk.ts";
import { both, namedTip } from "./pages/reports.ts";
import { newKey, receipt, send, sendAndRead } from "./pages/sender.ts";
import { track } from "./pages/tracking.ts";

let portal: Portal;
let code: string;
let key: string;
let numbers: string[];
test.beforeAll(async () => {
  portal = await Portal.start();
  key = newKey();
  await send(portal.url(), both(), key);
  ({ code, numbers } = await receipt(portal.url(), key));
  numbers.push(...(await sendAndRead(portal.url(), namedTip())).numbers);
});
test.afterAll(() => portal?.dispose());

interface Kind {
  name: string;
  open: (page: Page) => Promise<unknown>;
}

const at = (name: string, path: string): Kind => ({ name, open: (page) => page.goto(`${portal.url()}${path}`) });

const PUBLIC: Kind[] = [
  at("home", ""),
  at("article list", "read"),
  at("column", "read/drugs"),
  at("article", "article/expired-medicine"),
  at("disclosure list", "disclosures"),
  at("disclosure", "disclosure/expired-drugs-on-shelf"),
  at("search", "search?q=%E5%81%87%E8%8D%AF"),
  at("search without a hit", "search?q=zzzz"),
  at("what do you want", "report"),
  at("tip form", "report/new?wish=tip"),
  at("complaint form", "report/new?wish=complaint"),
  at("mixed form", "report/new?wish=both"),
  { name: "refused form (422)", open: refusedForm },
  { name: "receipt", open: (page) => page.goto(`${portal.url()}report/receipt/${key}`) },
  at("receipt that is gone", `report/receipt/${"0".repeat(32)}`),
  at("track", "track"),
  { name: "wrong code", open: wrongCode },
  { name: "found", open: (page) => track(page, portal.url(), code) },
  { name: "withdraw", open: withdraw },
  at("404", "nowhere"),
];

const DESK: Kind[] = [
  at("inbox", "desk"),
  at("inbox without a hit", "desk?q=zzzz"),
  { name: "complaint", open: (page) => page.goto(`${portal.url()}desk/matter/${numbers[0]}`) },
  { name: "tip", open: (page) => page.goto(`${portal.url()}desk/matter/${numbers[2]}`) },
  { name: "packet", open: (page) => page.goto(`${portal.url()}desk/matter/${numbers[2]}/packet`) },
  { name: "packet for paper", open: (page) => page.goto(`${portal.url()}desk/matter/${numbers[2]}/packet/print`) },
  { name: "refused number (422)", open: refusedNumber },
  at("batch", "desk/batch"),
  at("account", "desk/account"),
];

for (const mode of ["normal", "large"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`public pages, ${mode} type, ${colorScheme}`, () => {
      test.use({ colorScheme });
      for (const kind of PUBLIC) {
        test(kind.name, async ({ page, context }) => {
          await remember(context, mode);
          await kind.open(page);
          await judge(page);
          if (colorScheme === "light") await fits(page);
          if (colorScheme === "light") await thumbs(page, mode === "large" ? 60 : 48);
        });
      }
    });
  }

  test.describe(`desk, ${mode} type`, () => {
    test.use({ viewport: { width: 1280, height: 800 } });
    test("sign-in", async ({ page, context }) => {
      await remember(context, mode);
      await page.goto(`${portal.url()}desk/sign-in`);
      await judge(page);
    });
    for (const kind of DESK) {
      test(kind.name, async ({ page, context }) => {
        await remember(context, mode);
        await signIn(page, portal.url());
        await kind.open(page);
        await judge(page);
        await page.setViewportSize({ width: 360, height: 740 });
        await judge(page);
        await fits(page);
      });
    }
    test("stuck list of an administrator", async ({ page, context }) => {
      await remember(context, mode);
      await signIn(page, portal.url(), "admin");
      await judge(page);
    });
  });
}

async function remember(context: BrowserContext, mode: "normal" | "large"): Promise<void> {
  if (mode === "large") await context.addCookies([{ name: "mode", value: "large", url: portal.url() }]);
}

async function judge(page: Page): Promise<void> {
  if ((await page.locator("script[data-wasm]").count()) > 0) await islandsAwake(page);
  expect(await violations(page), `axe on ${page.url()}`).toEqual([]);
}

/** Nothing to scroll sideways on a small phone, nor on the smallest. */
async function fits(page: Page): Promise<void> {
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, `scrolls sideways at ${width} px by this many px`).toBe(0);
  }
}

/** Main controls are as high as a thumb is wide. */
async function thumbs(page: Page, least: number): Promise<void> {
  const small = await page.evaluate((least) => {
    const controls = document.querySelectorAll(
      "main .button, main .choice, main .tile, main summary, main select, main textarea, main input:not([type=radio]):not([type=checkbox]):not([type=hidden]), header a.mode, nav.help a",
    );
    return [...controls]
      .filter((control) => !control.closest(".hp") && control.checkVisibility())
      .map((control) => ({ box: control.getBoundingClientRect(), text: control.outerHTML.slice(0, 120) }))
      .filter(({ box }) => box.width > 0 && box.height < least - 0.5)
      .map(({ box, text }) => `${box.height.toFixed(1)} px: ${text}`);
  }, least);
  expect(small, `controls lower than ${least} px`).toEqual([]);
}

async function refusedForm(page: Page): Promise<void> {
  await page.goto(`${portal.url()}report/new?wish=tip`);
  // The server's own answer, whatever an island would have said first.
  await page.evaluate(() => (document.querySelector("form[enctype]") as HTMLFormElement).submit());
  await page.waitForURL("**/report/new");
  await expect(page.getByRole("alert")).toBeVisible();
}

async function wrongCode(page: Page): Promise<void> {
  await track(page, portal.url(), "1234567890123456");
  await expect(page.getByRole("alert")).toBeVisible();
}

async function withdraw(page: Page): Promise<void> {
  await track(page, portal.url(), code);
  await page.getByRole("button", { name: "撤回这件投诉" }).click();
  await expect(page.getByRole("button", { name: "确定撤回" })).toBeVisible();
}

async function refusedNumber(page: Page): Promise<void> {
  await page.goto(`${portal.url()}desk/matter/${numbers[2]}/packet`);
  await page.getByRole("button", { name: "已录入12315" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
}
