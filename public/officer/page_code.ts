// The line of a receipt with the villager's query code, which only the PIN shows.

import { make } from "./element.ts";
import type { Kept } from "./outbox.ts";
import { askPin } from "./page_pin.ts";
import type { AtPhone } from "./phone.ts";
import { isUnlocked } from "./pin.ts";
import { read } from "./query_code.ts";

/** `again` draws the list anew after the PIN was given. */
export async function codeLine(kept: Kept, at: AtPhone, again: () => Promise<void>): Promise<HTMLElement | undefined> {
  if (!kept.code) return undefined;
  const code = await read(at.base, kept.code, Date.now());
  if (code) return make("p", {}, "给村民的查询码：", make("b.code", {}, code));
  if (await isUnlocked(at.base, Date.now())) return make("p.hint", {}, "查询码请在“看办理情况”里看。");
  const ask = async () => {
    if (await askPin(at.base, at.officer.name)) await again();
  };
  return make("button.button.quiet", { type: "button", click: () => void ask() }, "看给村民的查询码");
}
