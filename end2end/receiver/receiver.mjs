// A gateway as the portal meets one: it believes only what the published `standardwebhooks` package
// verifies, takes each webhook-id once, and fails as it is told to.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Webhook } from "standardwebhooks";

/**
 * @typedef {object} Delivery
 * @property {string} id webhook-id
 * @property {{ type: string, timestamp: string, data: Record<string, any> }} body
 * @property {string} registrationNo the number this gateway gave the matter
 *
 * @typedef {object} ReceiverOptions
 * @property {"never" | "every other" | "half"} [failing]
 *   `every other`: the first, third, … try of each webhook-id fails.
 *   `half`: by the seed, about half of all tries fail, of one webhook-id at most two.
 * @property {number} [seed]
 * @property {string} [secret] made anew unless given
 * @property {number} [port]
 * @property {string} [callBack] address of the portal; then half of the numbers come by callback,
 *   each of them twice, instead of with the answer
 */

/** Ways to fail. The last one has taken the matter and loses the answer, so the sender must repeat. */
const FAILURES = ["error", "busy", "drop", "lose the answer"];

/**
 * @param {ReceiverOptions} [options]
 * @returns {Promise<Receiver>}
 */
export async function startReceiver(options = {}) {
  const receiver = new Receiver(options);
  await receiver.listen();
  return receiver;
}

export class Receiver {
  secret;
  #options;
  #webhook;
  #server;
  #random;
  /** @type {Map<string, Delivery>} what was taken, by webhook-id */
  #accepted = new Map();
  /** @type {Map<string, { tries: number, failed: number }>} */
  #tries = new Map();
  #failures = 0;
  #repeats = 0;
  /** @type {string[]} */
  #distrusted = [];
  /** @type {{ status: number, id: string }[]} */
  #callbacks = [];

  /** @param {ReceiverOptions} options */
  constructor(options) {
    this.#options = options;
    this.secret = options.secret ?? `whsec_${randomBytes(32).toString("base64")}`;
    this.#webhook = new Webhook(this.secret);
    this.#random = seeded(options.seed ?? 1);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/12315`;
  }

  /** Matters taken, one a webhook-id, in the order they first came. */
  accepted() {
    return [...this.#accepted.values()];
  }

  /** Tries that were made to fail. */
  failures() {
    return this.#failures;
  }

  /** Tries of a webhook-id that had been taken before. */
  repeats() {
    return this.#repeats;
  }

  /** What the package said of requests it did not believe. */
  distrusted() {
    return [...this.#distrusted];
  }

  /** Answers of the portal to callbacks. */
  callbacks() {
    return [...this.#callbacks];
  }

  async listen() {
    this.#server.listen(this.#options.port ?? 0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /**
   * Tells the portal something, signed as now or as at another time; gives its answer.
   * @param {string} portal address of the portal, with a slash at its end
   * @param {string} id
   * @param {string} type
   * @param {Record<string, unknown>} data
   * @param {{ at?: Date, secret?: string }} [how]
   */
  async tell(portal, id, type, data, { at = new Date(), secret = this.secret } = {}) {
    const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
    const answer = await fetch(`${portal}api/v1/12315/updates`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      },
      body,
    });
    this.#callbacks.push({ status: answer.status, id });
    return answer;
  }

  async #serve(request, response) {
    const body = await read(request);
    const id = String(request.headers["webhook-id"] ?? "");
    let message;
    try {
      message = this.#webhook.verify(body, request.headers);
    } catch (error) {
      this.#distrusted.push(String(error));
      return answer(response, 401);
    }
    const failure = this.#failure(id);
    if (failure) this.#failures += 1;
    if (failure === "drop") return response.destroy();
    if (failure === "error") return answer(response, 500);
    if (failure === "busy") return answer(response, 503, {}, { "retry-after": "1" });
    await pause(Math.floor(this.#random() * 50));
    const { delivery, byCallback } = this.#take(id, message);
    if (failure === "lose the answer") return response.destroy();
    if (byCallback) {
      answer(response, 202);
      return this.#register(delivery);
    }
    return answer(response, 200, { registration_no: delivery.registrationNo });
  }

  /** The same id again is answered as the first time and taken no second time. */
  #take(id, body) {
    const known = this.#accepted.get(id);
    if (known) this.#repeats += 1;
    const serial = known ? 0 : this.#accepted.size + 1;
    const delivery = known ?? { id, body, registrationNo: `5309220000000202611${String(serial).padStart(6, "0")}` };
    this.#accepted.set(id, delivery);
    const odd = Number(delivery.registrationNo.at(-1)) % 2 === 1;
    return { delivery, byCallback: this.#options.callBack !== undefined && odd };
  }

  /** Callbacks repeat themselves, as the specification lets them. */
  async #register({ id, body, registrationNo }) {
    const data = { number: body.data.number, registration_no: registrationNo, registered_at: new Date().toISOString() };
    await this.tell(this.#options.callBack, `registered-${id}`, "matter.registered", data);
    await this.tell(this.#options.callBack, `registered-${id}`, "matter.registered", data);
  }

  #failure(id) {
    const tries = this.#tries.get(id) ?? { tries: 0, failed: 0 };
    this.#tries.set(id, tries);
    tries.tries += 1;
    if (!this.#fails(tries)) return undefined;
    tries.failed += 1;
    return FAILURES[Math.floor(this.#random() * FAILURES.length)];
  }

  #fails({ tries, failed }) {
    switch (this.#options.failing ?? "never") {
      case "every other":
        return tries % 2 === 1;
      case "half":
        return failed < 2 && this.#random() < 0.6;
      default:
        return false;
    }
  }
}

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function answer(response, status, body = {}, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** mulberry32: the same seed fails the same way. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
