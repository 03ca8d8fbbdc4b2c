// Where a PIN is chosen or typed for the server: the same digits open the drafts on this phone.

import { officerBase, PHONE } from "./base.ts";
import type { Courier } from "./courier.ts";
import { find } from "./element.ts";
import { adopt, choose as choosePin, isChosen, unlock } from "./pin.ts";
import { active, choose } from "./phone.ts";

export async function drawBind(_: Courier): Promise<void> {
  const form = find<HTMLFormElement>("form[data-officer-pin]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Whatever happens to our own lock, the server's form goes out.
    takeNote(form).then(() => form.submit(), () => form.submit());
  });
}

async function takeNote(form: HTMLFormElement): Promise<void> {
  const value = (name: string) => String(new FormData(form).get(name) || "");
  const pin = value("pin");
  if (!/^\d{6}$/.test(pin)) return;
  const officer = value("officer");
  if (!officer) return choosePin(PHONE, pin);
  const base = officerBase(officer);
  if ((await isChosen(base)) && (await unlock(base, pin, Date.now())) === "open") return choose(officer);
  // The server knows whether the digits are right, and with that who is at the phone.
  await choosePin(PHONE, pin);
  await choose(undefined);
}

/** After a phone was bound, the lock made there becomes its officer's. */
export async function settle(): Promise<void> {
  const at = await active();
  if (at) await adopt(PHONE, at.base);
}
