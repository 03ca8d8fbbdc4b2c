// What stands behind a phone in a browser: the portal's pages, and for every test a bureau of its own and
// a line that can be cut.
import { test } from "@playwright/test";
import { Bureau } from "./bureau.ts";
import { Line } from "./line.ts";
import { Portal } from "../harness/portal.ts";

export interface Round {
  portal: Portal;
  bureau: Bureau;
  line: Line;
}

/** For all tests of a file; `prepare` sees every bureau before it opens. */
export function round(prepare: (bureau: Bureau) => void = () => undefined): Round {
  const at = {} as Round;
  test.beforeAll(async () => {
    at.portal = await Portal.start();
  });
  test.afterAll(() => at.portal?.dispose());
  test.beforeEach(async () => {
    at.bureau = new Bureau();
    prepare(at.bureau);
    at.line = await Line.start(at.portal.origin, await at.bureau.start());
  });
  test.afterEach(async () => {
    await at.line?.stop();
    await at.bureau?.stop();
  });
  return at;
}
