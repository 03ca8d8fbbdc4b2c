// Where the reports of a storm go: to the stand-in, which counts bytes, or to the portal and its desk.
import type { Browser, Page } from "@playwright/test";
import { Portal } from "../harness/portal.ts";
import { Bureau, sha256 } from "./bureau.ts";
import { beginning, bind, digestsAtDesk, enrol, read, signIn } from "./crew.ts";
import type { Phone } from "./phone.ts";

export interface Office {
  /** Where pages and files come from. */
  readonly portal: Portal;
  /** Where requests of the wire go: scheme, host and port. */
  readonly wire: string;
  /** Makes a fresh phone one of this office's. */
  welcome(phone: Phone): Promise<void>;
  /** Kills the server and starts it again; nothing it answered may be lost. */
  powerCut?(): Promise<void>;
  /** Every report that is here, and once more for each time it is here with other bytes. */
  arrived(): Promise<Arrived[]>;
  dispose(): Promise<void>;
}

export interface Arrived {
  id: string;
  number: string;
  /** How the digests of its opened pictures begin, sorted. */
  photos: string[];
}

export class StandIn implements Office {
  private constructor(
    readonly portal: Portal,
    private readonly bureau: Bureau,
    readonly wire: string,
  ) {}

  static async open(): Promise<StandIn> {
    const bureau = new Bureau();
    return new StandIn(await Portal.start(), bureau, await bureau.start());
  }

  async welcome(phone: Phone): Promise<void> {
    const page = await phone.open();
    // Nobody is at the phone before the bureau has said who may be.
    await page.waitForFunction(() => document.documentElement.dataset.line === "live");
  }

  async arrived(): Promise<Arrived[]> {
    return [...this.bureau.reports].flatMap(([id, { number, text, variants }]) => {
      const photos = text.photos.map((photo) => {
        const bytes = this.bureau.uploads.get(`${id}/${photo.id}`)?.bytes ?? Buffer.alloc(0);
        return sha256(bytes) === photo.sha256 ? beginning(sha256(this.bureau.open(bytes, `${id}/${photo.id}`))) : "not whole";
      });
      return [undefined, ...variants].map(() => ({ id, number, photos: photos.sort() }));
    });
  }

  async dispose(): Promise<void> {
    await this.bureau.stop();
    await this.portal.dispose();
  }
}

/** The portal itself: phones are bound to it, and what arrived is read at its desk. */
export class County implements Office {
  private constructor(
    readonly portal: Portal,
    private readonly browser: Browser,
  ) {}

  static async open(browser: Browser): Promise<County> {
    return new County(await Portal.start(), browser);
  }

  get wire(): string {
    return this.portal.origin;
  }

  async welcome(phone: Phone): Promise<void> {
    const desk = await this.desk("coordinator");
    const enrolled = await enrol(desk, this.portal, "李大山", "13988312345");
    await desk.context().close();
    const page = await phone.context.newPage();
    await bind(page, phone.url, enrolled, "李大山");
    await page.close();
  }

  powerCut(): Promise<void> {
    return this.portal.restart("SIGKILL");
  }

  async arrived(): Promise<Arrived[]> {
    const desk = await this.desk("leader");
    const arrived: Arrived[] = [];
    for (let page = 1; ; page += 1) {
      const list = await read(desk, this.portal, `desk/field/records?form=clue&page=${page}`);
      const rows = [...list.matchAll(/records\/([0-9a-f-]{36})">([^<]+)</g)];
      if (rows.length === 0) break;
      for (const [, id, number] of rows) {
        const record = await read(desk, this.portal, `desk/field/records/${id}`);
        const photos = await digestsAtDesk(desk, this.portal, number);
        for (let times = record.split("同一编号的另一份内容").length; times > 0; times -= 1) arrived.push({ id, number, photos });
      }
    }
    await desk.context().close();
    return arrived;
  }

  dispose(): Promise<void> {
    return this.portal.dispose();
  }

  private async desk(login: string): Promise<Page> {
    const desk = await (await this.browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await signIn(desk, this.portal, login);
    return desk;
  }
}
