// The line between phone and bureau, and what goes wrong on it. Faults happen here and not in the
// browser: what a client intercepts in itself, it knows.
import { type ClientRequest, createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export type Fault = "none" | "swallow" | "cut" | "locked" | "gateway" | "slow";

/** Decides what happens to a request of the wire; pages and files always come through. */
export type Weather = (request: IncomingMessage) => { fault: Fault; at: number };

export const FAIR: Weather = () => ({ fault: "none", at: 0 });

/** Bytes that go at once over a weak line. */
const PACKET = 1_460;

/** What a line carries, whatever page or worker asks: throttling in the browser reaches only the page. */
export class Weak {
  readonly up: Lane;
  readonly down: Lane;

  /** In each direction so many kilobits a second, and so many milliseconds before anything comes of a request. */
  constructor(
    kbit: number,
    readonly latency: number,
  ) {
    this.up = new Lane(kbit);
    this.down = new Lane(kbit);
  }
}

/** All connections in one direction: a packet waits for those before it. */
class Lane {
  private busyUntil = 0;

  constructor(private readonly kbit: number) {}

  async carry(bytes: Buffer, on: (packet: Buffer) => void): Promise<void> {
    for (let at = 0; at < bytes.length; at += PACKET) {
      const packet = bytes.subarray(at, at + PACKET);
      const now = performance.now();
      this.busyUntil = Math.max(now, this.busyUntil) + (packet.length * 8) / this.kbit;
      await pause(this.busyUntil - now);
      on(packet);
    }
  }
}

export class Line {
  weather: Weather = FAIR;
  /** No connection at all. */
  dead = false;
  /** Changes what comes back for pages and files: a later release, a broken one. */
  bend?: (path: string, body: string) => { status: number; body: string } | undefined;
  /**
   * Whether connections live on between requests. A Chromium whose kept connection breaks sends the
   * request again by itself, before any script hears of it.
   */
  keepsAlive = true;
  /** A line as weak as that; unset, as fast as it goes, with its weather. */
  weak?: Weak;
  /** Bytes of photos that went over the line, whether or not anybody kept them. */
  photoBytes = 0;
  readonly seen: Record<Fault, number> = { none: 0, swallow: 0, cut: 0, locked: 0, gateway: 0, slow: 0 };
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    /** Where pages and files come from, and where requests of the wire go: scheme, host and port. */
    private readonly portal: string,
    private readonly wire: string,
  ) {
    this.server = createServer((request, response) => void this.pass(request, response).catch(() => response.destroy()));
    this.server.on("connection", (socket) => {
      if (this.dead) return void socket.destroy();
      this.sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => this.sockets.delete(socket));
    });
  }

  static async start(portal: string, wire = portal): Promise<Line> {
    const line = new Line(portal, wire);
    line.server.listen(0, "127.0.0.1");
    await once(line.server, "listening");
    return line;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the line is closed");
    return `http://127.0.0.1:${address.port}/`;
  }

  /** The signal goes: open connections break, new ones are refused. */
  cutOff(): void {
    this.dead = true;
    for (const socket of this.sockets) socket.destroy();
  }

  restore(): void {
    this.dead = false;
  }

  async stop(): Promise<void> {
    this.cutOff();
    this.server.close();
    await once(this.server, "close");
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on("error", () => undefined);
    if (this.weak) return this.trickle(request, response, this.weak);
    const wire = isWire(request);
    const { fault, at } = wire ? this.weather(request) : { fault: "none" as const, at: 0 };
    if (wire) this.seen[fault] += 1;
    switch (fault) {
      case "locked":
      case "gateway":
        request.on("data", (part: Buffer) => this.count(request, part.length));
        response.writeHead(fault === "locked" ? 423 : 502, { connection: "close" }).end();
        return;
      case "slow":
        await pause(at % 1500);
        break;
    }
    await this.forward(request, response, fault, at);
  }

  private forward(request: IncomingMessage, response: ServerResponse, fault: Fault, at: number): Promise<void> {
    return new Promise((done) => {
      // What is to be changed must come unpacked.
      const headers = this.bend ? { ...request.headers, "accept-encoding": "identity" } : request.headers;
      const up = this.onward(request, headers);
      const broken = () => {
        // What went over the line gets there before it breaks, however busy the machine is.
        if (up.socket) up.socket.destroySoon();
        else up.destroy();
        request.socket.destroy();
        done();
      };
      up.on("error", broken);
      // Once it is answered, the request no longer tells what happens to its connection.
      up.on("socket", (socket) => socket.on("error", () => undefined));
      up.on("response", (answer) => {
        answer.on("error", broken);
        if (fault === "swallow") {
          answer.resume();
          answer.on("end", broken);
          return;
        }
        if (this.bend && !isWire(request)) return void this.bent(request, answer, response).then(done);
        response.writeHead(answer.statusCode ?? 502, this.keepsAlive ? answer.headers : { ...answer.headers, connection: "close" });
        answer.pipe(response);
        answer.on("end", done);
      });
      let left = fault === "cut" ? cutAt(request, at) : Infinity;
      if (left === 0) return broken();
      request.on("data", (part: Buffer) => {
        if (left <= 0) return;
        const through = part.subarray(0, left);
        this.count(request, through.length);
        left -= part.length;
        up.write(through, () => left <= 0 && broken());
      });
      // A request without a body may have ended while it was kept waiting.
      if (request.readableEnded) up.end();
      else request.on("end", () => left > 0 && up.end());
      request.on("close", () => !request.complete && broken());
      response.on("close", () => !response.writableFinished && broken());
      // The sender may have gone while it was kept waiting.
      if (request.destroyed && !request.complete) return broken();
      request.resume();
    });
  }

  /** Everything comes through, in its own time. */
  private async trickle(request: IncomingMessage, response: ServerResponse, weak: Weak): Promise<void> {
    await pause(weak.latency);
    const up = this.onward(request);
    const answered = once(up, "response");
    for await (const part of request as AsyncIterable<Buffer>) await weak.up.carry(part, (packet) => up.write(packet));
    up.end();
    const [answer] = (await answered) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    for await (const part of answer as AsyncIterable<Buffer>) await weak.down.carry(part, (packet) => response.write(packet));
    response.end();
  }

  /** A connection of its own for each: a kept one would break under somebody else's request. */
  private onward(request: IncomingMessage, headers = request.headers): ClientRequest {
    const { hostname, port } = new URL(isWire(request) ? this.wire : this.portal);
    return ask({ hostname, port, path: request.url, method: request.method, headers, agent: false });
  }

  private count(request: IncomingMessage, bytes: number): void {
    if (request.method === "PATCH") this.photoBytes += bytes;
  }

  private async bent(request: IncomingMessage, answer: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part);
    const body = Buffer.concat(parts);
    const bent = answer.headers["content-encoding"] ? undefined : this.bend?.((request.url ?? "").split("?")[0], body.toString());
    const { "content-length": _, ...headers } = answer.headers;
    response.writeHead(bent?.status ?? answer.statusCode ?? 502, headers).end(bent?.body ?? body);
  }
}

function isWire(request: IncomingMessage): boolean {
  return /\/(officer\/(hello|r\/|u\/)|report\/u\/)/.test(request.url ?? "");
}

function cutAt(request: IncomingMessage, at: number): number {
  return at % Math.max(1, Number(request.headers["content-length"] ?? 0));
}

/** About three requests of ten go wrong, most of them by the line breaking. */
export function storm(random: () => number): Weather {
  return () => {
    const luck = random();
    const at = Math.floor(random() * 1_000_000);
    if (luck < 0.13) return { fault: "swallow", at };
    if (luck < 0.26) return { fault: "cut", at };
    if (luck < 0.27) return { fault: "locked", at };
    if (luck < 0.28) return { fault: "gateway", at };
    if (luck < 0.32) return { fault: "slow", at };
    return { fault: "none", at };
  };
}
