// Keeps the sender going while a page is open: when to try, when to ask whether the line is back,
// and who is told about it.

import { type Answer, refused } from "./answer.ts";
import { basePath, connection, WORLD } from "./surroundings.ts";
import { contact } from "./contact.ts";
import { cool } from "./drafts.ts";
import { everything, type Queued } from "./outbox.ts";
import { officerBase } from "./base.ts";
import { bases, type Known } from "./phone.ts";
import { affordable } from "./saving.ts";
import { wait } from "./schedule.ts";
import { Sender } from "./sender.ts";
import { moves } from "./state.ts";
import { Wire } from "./wire.ts";

/** While something waits and the page is looked at, a dead line is asked for so often, in milliseconds. */
const PROBE = 8_000;
/** After five minutes without a touch it is asked less, for the battery's and the bill's sake. */
const PROBE_IDLE = 60_000;
const IDLE = 5 * 60_000;

export class Courier {
  private readonly wire: Wire;
  private readonly sender: Sender;
  private readonly listeners: ((waiting: Queued[]) => void)[] = [];
  private readonly channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("yaoan-officer");
  private timer = 0;
  private touched = Date.now();
  private running = false;
  private telling = false;
  private outdated = false;

  constructor(private readonly told: (answer: Answer<Known>) => void) {
    this.wire = new Wire(basePath(location.href), WORLD);
    this.sender = new Sender(this.wire, WORLD, () => {
      if (this.channel) this.channel.postMessage("changed");
      void this.tell();
    });
    if (this.channel) this.channel.onmessage = () => void this.tell();
  }

  /** Called with everything that waits, now and after every change. */
  onChange(listener: (waiting: Queued[]) => void): void {
    this.listeners.push(listener);
    void this.tell();
  }

  begin(): void {
    addEventListener("online", () => void this.again());
    const line = connection();
    if (line && line.addEventListener) line.addEventListener("change", () => void this.again());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.go());
    for (const name of ["touchstart", "keydown", "click"]) addEventListener(name, () => (this.touched = Date.now()), { passive: true });
    void this.greet().then(() => this.go());
  }

  /** 立即上报 */
  async now(): Promise<void> {
    await this.sender.again("asked");
    await this.go();
  }

  /** The line is back, or something new waits. */
  async again(): Promise<void> {
    await this.sender.again();
    await this.go();
  }

  /** Sends what is due and comes back by itself for the rest. */
  async go(): Promise<void> {
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      await this.sender.run();
      await this.tell();
    } finally {
      this.running = false;
      await this.plan();
    }
  }

  async greet(): Promise<Answer<Known>> {
    const answer = await contact(this.wire, WORLD);
    this.told(answer);
    return answer;
  }

  private async plan(): Promise<void> {
    for (const officer of await bases()) await cool(officerBase(officer), WORLD.now());
    const waiting = await affordable(await everything(), WORLD);
    const due = wait(waiting, WORLD.now());
    if (due === undefined) return;
    const dead = waiting.some((report) => moves(report) && report.hold === "net");
    const probe = Date.now() - this.touched > IDLE ? PROBE_IDLE : PROBE;
    clearTimeout(this.timer);
    this.timer = dead && probe < due ? window.setTimeout(() => void this.probe(), probe) : window.setTimeout(() => void this.go(), Math.max(due, 500));
  }

  private async probe(): Promise<void> {
    if (document.visibilityState !== "visible") return this.plan();
    const answer = await this.greet();
    return refused(answer) ? this.plan() : this.again();
  }

  /** Changes may come faster than they can be drawn; the last one always is. */
  private async tell(): Promise<void> {
    this.outdated = true;
    if (this.telling) return;
    this.telling = true;
    try {
      while (this.outdated) {
        this.outdated = false;
        const waiting = await everything();
        for (const listener of this.listeners) listener(waiting);
      }
    } finally {
      this.telling = false;
    }
  }
}
