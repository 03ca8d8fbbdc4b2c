// The tus clients everybody uses, as they come from their registries, against the portal: what the
// phone's own sender is spared must hold for them too.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { FileUrlStorage, type HttpRequest, type HttpResponse, Upload, type UploadOptions } from "tus-js-client";
import { Portal } from "./harness/portal.ts";
import { seeded } from "./harness/seeded.ts";
import { type Announced, type SealedPhoto, Sender } from "./officer/announced.ts";
import { beginning, boundPhone, digestsAtDesk, signIn } from "./officer/crew.ts";
import { FAIR, type Fault, Line, storm } from "./officer/line.ts";

const PIECE = 64 * 1024;
const MEGABYTE = 1024 * 1024;
const PYTHON = fileURLToPath(new URL("../target/tuspy/bin/python", import.meta.url));
const SCRIPT = fileURLToPath(new URL("tus/upload.py", import.meta.url));
const IN_BROWSER = createRequire(import.meta.url).resolve("tus-js-client/dist/tus.min.js");

let portal: Portal;
let line: Line;
let sender: Sender;
let desk: Page;
let folder: string;

test.beforeAll(async ({ browser }) => {
  folder = await mkdtemp(join(tmpdir(), "yaoan-tus-"));
  portal = await Portal.start();
  line = await Line.start(portal.origin);
  sender = new Sender(line.url, await boundPhone(browser, portal, line.url));
  desk = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await signIn(desk, portal, "leader");
});
test.beforeEach(() => {
  line.weather = FAIR;
});
test.afterAll(async () => {
  await line?.stop();
  await portal?.dispose();
  await rm(folder, { recursive: true, force: true });
});

test.describe("tus-js-client", () => {
  test("creates, sends piece by piece, is broken off inside a piece and goes on from where the server stands", async () => {
    const report = await sender.announce(MEGABYTE, 10_000);
    const [photo, small] = report.photos;
    const urlStorage = new FileUrlStorage(join(folder, "javascript.json"));
    const first = new Try(report, photo, { chunkSize: 4 * PIECE, urlStorage, storeFingerprintForResuming: true });
    await first.brokenOff(6 * PIECE);
    const second = new Try(report, photo, { chunkSize: 4 * PIECE, urlStorage });
    const [previous] = await second.upload.findPreviousUploads();
    second.upload.resumeFromPreviousUpload(previous);
    await second.done();
    expect(second.requests[0]).toMatch(/^HEAD 200 at \d+$/);
    expect(second.offsets[0], "what was answered is kept").toBeGreaterThanOrEqual(4 * PIECE);
    expect(second.requests.filter((one) => one.startsWith("POST"))).toEqual([]);
    await new Try(report, small, {}).done();
    await arrived(report);
  });

  test("takes an upload back and begins it anew", async () => {
    const report = await sender.announce(MEGABYTE);
    const [photo] = report.photos;
    const first = new Try(report, photo, { chunkSize: PIECE });
    await first.brokenOff(3 * PIECE, true);
    expect(first.requests.at(-1)).toBe("DELETE 204 at ?");
    expect(await sender.photos(report)).toEqual([{ id: photo.id, offset: 0, complete: false }]);
    // An address that is gone is one more way back to the beginning.
    const second = new Try(report, photo, { uploadUrl: first.upload.url, chunkSize: PIECE });
    await second.done();
    expect(second.requests.slice(0, 3)).toEqual(["HEAD 404 at ?", "POST 201 at 0", `PATCH 204 at ${PIECE}`]);
    await arrived(report);
  });

  test("sends a whole photo at once, with its creation, by POST alone, and finds a whole one by its address", async () => {
    const report = await sender.announce(2 * MEGABYTE, MEGABYTE, MEGABYTE);
    const [whole, created, posted] = report.photos;
    const one = new Try(report, whole, {});
    await one.done();
    expect(one.requests).toEqual(["POST 201 at 0", `PATCH 204 at ${whole.bytes.length}`]);
    const two = new Try(report, created, { uploadDataDuringCreation: true });
    await two.done();
    expect(two.requests).toEqual([`POST 201 at ${created.bytes.length}`]);
    const three = new Try(report, posted, { overridePatchMethod: true, chunkSize: 8 * PIECE });
    await three.done();
    expect(three.requests.filter((request) => !request.startsWith("POST 20"))).toEqual([]);
    const again = new Try(report, whole, { uploadUrl: one.upload.url });
    await again.done();
    expect(again.requests).toEqual([`HEAD 200 at ${whole.bytes.length}`]);
    await arrived(report);
  });

  test("that forgot its upload asks for it again and goes on, however it creates", async () => {
    const report = await sender.announce(MEGABYTE, 4 * MEGABYTE);
    for (const [photo, uploadDataDuringCreation] of [[report.photos[0], false], [report.photos[1], true]] as const) {
      await new Try(report, photo, { chunkSize: 4 * PIECE }).brokenOff(10 * PIECE);
      const later = new Try(report, photo, { uploadDataDuringCreation });
      await later.done();
      expect(later.requests[0]).toMatch(/^POST 201/);
      expect(later.offsets.some((offset) => offset > 8 * PIECE && offset < photo.bytes.length)).toBe(true);
    }
    await arrived(report);
  });

  test("gets through a storm by its own patience", async () => {
    const report = await sender.announce(MEGABYTE, MEGABYTE);
    line.weather = storm(seeded(7));
    for (const photo of report.photos) await new Try(report, photo, { chunkSize: PIECE }).done();
    line.weather = FAIR;
    await arrived(report);
  });

  test("runs in the officer's own browser, which forgets nothing over a reload", async ({ page }) => {
    const report = await sender.announce(MEGABYTE);
    const [{ id, bytes }] = report.photos;
    await page.context().addCookies([cookieOf(sender.cookie, line.url)]);
    const run = async (stopAt: number) => {
      await page.goto(`${line.url}officer/queue`);
      await page.evaluate(await readFile(IN_BROWSER, "utf8"));
      return page.evaluate(inBrowser, { endpoint: report.endpoint, id, base64: bytes.toString("base64"), stopAt });
    };
    expect(await run(300_000)).toMatchObject({ ended: "stopped", begins: 0 });
    const resumed = await run(Infinity);
    expect(resumed.ended).toBe("done");
    expect(resumed.begins).toBeGreaterThan(0);
    await arrived(report);
  });
});

test.describe("tuspy", () => {
  test("creates, sends pieces with their checksums, is cut off inside one and goes on from where the server stands", async () => {
    const report = await sender.announce(MEGABYTE);
    const [photo] = report.photos;
    const ask = { storage: join(folder, "python.json"), options: { chunk_size: PIECE } };
    line.weather = third("cut", 50_000);
    expect((await tuspy(report, photo, ask)).said, "cut off").toContain("TusUploadFailed");
    const { begins, ends } = await through(report, photo, { ...ask, options: { chunk_size: PIECE, upload_checksum: true } });
    expect(begins, "what came of the piece is kept").toBe(PIECE + 50_000);
    expect(ends).toBe(photo.bytes.length);
    await arrived(report);
  });

  test("sends a whole photo of five megabytes under one checksum, and another without waiting", async () => {
    const report = await sender.announce(5 * MEGABYTE, MEGABYTE);
    const [large, other] = report.photos;
    await through(report, large, { options: { upload_checksum: true } });
    await through(report, other, { options: { chunk_size: 4 * PIECE, upload_checksum: true }, asynchronous: true });
    await arrived(report);
  });

  test("retries what did not come through", async () => {
    const faults = ["cut", "swallow", "locked", "gateway"] as const;
    const report = await sender.announce(...faults.map(() => MEGABYTE / 4));
    for (const [place, photo] of report.photos.entries()) {
      line.weather = third(faults[place], 30_000);
      await through(report, photo, { options: { chunk_size: PIECE, retries: 3, retry_delay: 0 } });
    }
    await arrived(report);
  });
});

/** One upload by tus-js-client, with what went to and fro. */
class Try {
  /** Method, status and offset of every answer. */
  readonly requests: string[] = [];
  readonly offsets: number[] = [];
  readonly upload: Upload;
  private succeed!: () => void;
  private fail!: (error: unknown) => void;
  private readonly end = new Promise<void>((done, failed) => {
    this.succeed = done;
    this.fail = failed;
  });
  private stopAt = Infinity;
  private terminates = false;

  constructor(report: Announced, photo: SealedPhoto, options: Partial<UploadOptions>) {
    this.upload = new Upload(photo.bytes, {
      endpoint: report.endpoint,
      headers: { Cookie: sender.cookie },
      metadata: { id: photo.id, type: "image/jpeg" },
      retryDelays: [0, 50, 100, 200],
      onAfterResponse: (request, response) => this.note(request, response),
      onProgress: (sent) => {
        if (sent >= this.stopAt) this.stop();
      },
      onSuccess: () => this.succeed(),
      onError: (error) => this.fail(error),
      ...options,
    });
  }

  async done(): Promise<void> {
    this.upload.start();
    await this.end;
  }

  /** Ends by our own hand once so many bytes are under way. */
  async brokenOff(stopAt: number, terminates = false): Promise<void> {
    this.stopAt = stopAt;
    this.terminates = terminates;
    await this.done();
  }

  private stop(): void {
    this.stopAt = Infinity;
    this.upload.abort(this.terminates).then(this.succeed, this.fail);
  }

  private note(request: HttpRequest, response: HttpResponse): void {
    const offset = response.getHeader("Upload-Offset");
    this.requests.push(`${request.getMethod()} ${response.getStatus()} at ${offset ?? "?"}`);
    if (offset !== undefined) this.offsets.push(Number(offset));
  }
}

interface Ask {
  options: Record<string, unknown>;
  /** Where addresses of uploads are remembered. */
  storage?: string;
  asynchronous?: boolean;
}

/** Runs tuspy to its end, however it ends. */
async function tuspy(report: Announced, photo: SealedPhoto, ask: Ask): Promise<{ code: number | null; said: string; told: string }> {
  const file = join(folder, photo.id);
  await writeFile(file, photo.bytes);
  const child = spawn(PYTHON, [SCRIPT], { stdio: "pipe" });
  child.stdin.end(JSON.stringify({ ...ask, file, endpoint: report.endpoint, cookie: sender.cookie, metadata: { id: photo.id, type: "image/jpeg" } }));
  const [told, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code, said, told };
}

async function through(report: Announced, photo: SealedPhoto, ask: Ask): Promise<{ begins: number; ends: number }> {
  const { code, said, told } = await tuspy(report, photo, ask);
  expect(code, said).toBe(0);
  return JSON.parse(told);
}

/** A fault at the third request: after the creation and one piece. */
function third(fault: Fault, at: number): () => { fault: Fault; at: number } {
  let requests = 0;
  return () => ((requests += 1) === 3 ? { fault, at } : { fault: "none", at: 0 });
}

/** The bureau calls every photo whole, and the desk shows the pictures that were sealed. */
async function arrived(report: Announced): Promise<void> {
  expect((await sender.photos(report)).map(({ complete }) => complete)).toEqual(report.photos.map(() => true));
  expect(await digestsAtDesk(desk, portal, report.number)).toEqual(report.photos.map((photo) => beginning(photo.sha256)).sort());
}

function cookieOf(cookie: string, url: string): { name: string; value: string; url: string } {
  const [pair] = cookie.split("; ").filter((one) => one.startsWith("yaoan-phone="));
  const [name, value] = pair.split("=");
  return { name, value, url: `${url}officer/` };
}

/** Runs in a page that has the library: goes on with what it remembers of the photo. */
async function inBrowser({ endpoint, id, base64, stopAt }: { endpoint: string; id: string; base64: string; stopAt: number }): Promise<{ ended: string; begins?: number }> {
  const { tus } = window as unknown as { tus: typeof import("tus-js-client") };
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const file = new File([bytes], "IMG.jpg", { type: "image/jpeg", lastModified: 0 });
  let begins: number | undefined;
  return new Promise((done) => {
    const upload = new tus.Upload(file, {
      endpoint,
      metadata: { id, type: file.type },
      chunkSize: 65_536,
      onAfterResponse(_, response) {
        begins ??= Number(response.getHeader("Upload-Offset"));
      },
      onProgress(sent) {
        if (sent >= stopAt) void upload.abort().then(() => done({ ended: "stopped", begins }));
      },
      onSuccess: () => done({ ended: "done", begins }),
      onError: (error) => done({ ended: String(error), begins }),
    });
    void upload.findPreviousUploads().then(([previous]) => {
      if (previous) upload.resumeFromPreviousUpload(previous);
      upload.start();
    });
  });
}
