// Every page of the desk, in normal and large type, with something on it: axe, widths, targets for thumbs.
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { fits, judge, MODES, remember, thumbs } from "./harness/comfort.ts";
import { freePort, Portal } from "./harness/portal.ts";
import { newDatabase, sql } from "./harness/postgres.ts";
import { type Caseload, makeCaseload } from "./pages/caseload.ts";
import { DESK_PAGES } from "./pages/desk_pages.ts";
import { Office } from "./pages/staff.ts";

let portal: Portal;
let office: Office;
let gateway: Server;
let made: Caseload;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  const database = await newDatabase();
  gateway = await refusingGateway();
  const env = { YAOAN_GATEWAY_SECRET: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
  portal = await Portal.start({ database, site: strict, env, flags: ["--letter-font", "/nowhere/font.otf"] });
  office = new Office(portal, browser);
  made = await makeCaseload(office, portal.url());
  // The morning's round of reminders, brought forward; the start looks for what is to be looked at again.
  await sql(database, "update job set run_at = 0 where kind = 'remind'");
  await portal.restart();
  const reminded = async () => (await sql(database, "select count(*) from reminder"))[0];
  await expect.poll(reminded, { timeout: 60_000 }).not.toBe("0");
  await expect.poll(async () => (await sql(database, "select count(*) from quality_flag"))[0], { timeout: 60_000 }).not.toBe("0");
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
  gateway?.close();
});

for (const mode of MODES) {
  test.describe(`desk, ${mode} type`, () => {
    test.use({ viewport: { width: 1280, height: 800 } });
    test("sign-in", async ({ page, context }) => {
      await remember(context, portal.url(), mode);
      await page.goto(`${portal.url()}desk/sign-in`);
      await judge(page);
      await fits(page);
    });
    for (const kind of DESK_PAGES.filter((one) => (one.mode ?? mode) === mode)) {
      test(kind.name, async ({ page, context }) => {
        await remember(context, portal.url(), mode);
        await office.lend(kind.by, context);
        await kind.open(page, { portal, made });
        if (kind.shows) await expect(page.locator("main")).toContainText(kind.shows);
        // Each page once on a screen and once on a phone: type is large where there is least room for it.
        if (mode === "large") await page.setViewportSize({ width: 360, height: 740 });
        await judge(page);
        await fits(page);
        await thumbs(page, mode === "large" ? 56 : 48);
      });
    }
  });
}

/** Two persons for a look at an identity, and a gateway that takes nothing. */
function strict(toml: string): string {
  const address = gateway.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return toml
    .replace("identity_second_person = false", "identity_second_person = true")
    .replace('adapter = "packet"', 'adapter = "gateway"')
    .replace(/^url = ""$/m, `url = "http://127.0.0.1:${port}/12315"`);
}

/** Answers that what came will never be taken, so that it stops and waits for a person. */
async function refusingGateway(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(422).end();
  });
  server.listen(await freePort(), "127.0.0.1");
  await once(server, "listening");
  return server;
}
