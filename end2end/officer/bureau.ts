// The bureau's side of the wire for tests: what stood on a disk stands in memory here, and every
// byte of a photo that arrives is counted.
import { createECDH, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

interface Upload {
  length: number;
  bytes: Buffer;
}

export interface Arrived {
  body: Buffer;
  /** The opened text. */
  text: { officer: string; form: string; seq: number; skew_ms: number; answers: Record<string, unknown>; photos: { id: string; sha256: string; size: number }[] };
  number: string;
  received_at: number;
  puts: number;
  variants: Buffer[];
}

export class Bureau {
  readonly reports = new Map<string, Arrived>();
  readonly uploads = new Map<string, Upload>();
  /** Bytes of PATCH bodies that were appended. */
  stored = 0;
  revoked = false;
  stopWorker = false;
  /** Milliseconds this clock is ahead of the machine's. */
  ahead = 0;
  unknownDevice = false;
  /** Told with every receipt, as of what a villager filed. */
  queryCode?: string;
  /** Refuses every report with these words at a field. */
  refuse = "";
  officers = [{ id: "0b8f7c1e-3f0a-4a55-9d52-0c5a8e6f1a01", name: "李秀英", villages: [{ code: "530922101201", name: "勐勐村" }] }];
  private readonly key = createECDH("prime256v1");
  private readonly keyId = randomBytes(8);

  constructor() {
    this.key.generateKeys();
  }

  private readonly server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0];
    this.answer(path, request, response).catch(() => response.destroy());
  });

  /** Gives the address it answers at. */
  async start(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  /** Answers a request of the contract; whatever has arrived of a body is kept, even of one that breaks off. */
  private async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === "/officer/hello") return this.hello(response);
    if (this.unknownDevice) return problem(response, 401, {});
    const report = /^\/officer\/r\/([0-9a-f-]{36})$/.exec(path)?.[1];
    if (report) return this.report(report, request, response);
    const upload = /^\/officer\/u\/([0-9a-f-]{36})(?:\/([0-9a-f-]{36}))?$/.exec(path);
    if (upload) return this.upload(upload[1], upload[2], request, response);
    problem(response, 404, {});
  }

  private hello(response: ServerResponse): void {
    if (this.unknownDevice) return problem(response, 401, {});
    const key = { id: this.keyId.toString("hex"), public: this.key.getPublicKey().toString("base64url") };
    json(response, 200, { now: Date.now() + this.ahead, officers: this.officers, active: this.officers[0].id, revoked: this.revoked, stop_worker: this.stopWorker, key });
  }

  private async report(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known = this.reports.get(id);
    if (request.method === "GET") return known ? json(response, 200, this.receipt(id, known)) : problem(response, 404, {});
    const body = await whole(request);
    if (!body) return;
    if (this.refuse) return problem(response, 422, { fields: [{ name: "place", message: this.refuse }] });
    if (!known) {
      const text = JSON.parse(this.open(body, id).toString());
      const number = `YX-XS-2026-${String(this.reports.size + 1).padStart(6, "0")}`;
      this.reports.set(id, { body, text, number, received_at: Date.now() + this.ahead, puts: 1, variants: [] });
      return json(response, 201, this.receipt(id, this.reports.get(id)!));
    }
    known.puts += 1;
    if (known.body.equals(body)) return json(response, 200, this.receipt(id, known));
    known.variants.push(body);
    problem(response, 409, {});
  }

  private receipt(id: string, { number, received_at, text }: Arrived) {
    const photos = text.photos.map((photo) => {
      const upload = this.uploads.get(`${id}/${photo.id}`);
      const bytes = upload?.bytes ?? Buffer.alloc(0);
      return { id: photo.id, offset: bytes.length, complete: bytes.length === photo.size && sha256(bytes) === photo.sha256 };
    });
    return { number, query_code: this.queryCode, received_at, photos };
  }

  private async upload(report: string, photo: string | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("tus-resumable", "1.0.0");
    const arrived = this.reports.get(report);
    if (!arrived) return problem(response, 404, {});
    if (request.method === "POST") return this.create(report, arrived, request, response);
    const key = `${report}/${photo}`;
    const upload = this.uploads.get(key);
    if (!upload) return problem(response, 404, {});
    if (request.method === "DELETE") {
      this.uploads.delete(key);
      return void response.writeHead(204).end();
    }
    if (request.method === "PATCH") {
      if (Number(request.headers["upload-offset"]) !== upload.bytes.length) return problem(response, 409, {});
      for await (const part of request.on("error", () => undefined)) {
        upload.bytes = Buffer.concat([upload.bytes, part]);
        this.stored += part.length;
      }
    }
    response.writeHead(request.method === "HEAD" ? 200 : 204, { "upload-offset": upload.bytes.length, "upload-length": upload.length, "cache-control": "no-store" }).end();
  }

  private create(report: string, arrived: Arrived, request: IncomingMessage, response: ServerResponse): void {
    const metadata = Object.fromEntries(String(request.headers["upload-metadata"]).split(",").map((pair) => pair.split(" ")));
    const photo = Buffer.from(metadata.id ?? "", "base64").toString();
    if (!arrived.text.photos.some((one) => one.id === photo)) return problem(response, 403, {});
    const length = Number(request.headers["upload-length"]);
    const upload = this.uploads.get(`${report}/${photo}`) ?? { length, bytes: Buffer.alloc(0) };
    if (upload.length !== length) return problem(response, 409, {});
    this.uploads.set(`${report}/${photo}`, upload);
    response.writeHead(201, { location: `/officer/u/${report}/${photo}`, "upload-offset": upload.bytes.length }).end();
  }

  /** Opens what was sealed; throws where a bit is wrong. */
  open(sealed: Buffer, about: string): Buffer {
    if (sealed.subarray(0, 4).toString("hex") !== "59533100" || !sealed.subarray(4, 12).equals(this.keyId)) throw new Error("not sealed to this bureau");
    const theirs = sealed.subarray(12, 77);
    const salt = Buffer.concat([theirs, this.key.getPublicKey()]);
    const aes = Buffer.from(hkdfSync("sha256", this.key.computeSecret(theirs), salt, "yaoan officer report 1", 32));
    const cipher = createDecipheriv("aes-256-gcm", aes, sealed.subarray(77, 89));
    cipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([cipher.update(sealed.subarray(89, -16)), cipher.final()]);
  }
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function whole(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part);
  } catch {
    return undefined;
  }
  return Buffer.concat(parts);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, more: object): void {
  response.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify({ status, ...more }));
}
