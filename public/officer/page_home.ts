// Home: who is at the phone, and taking it over without a network.

import { officerBase } from "./base.ts";
import type { Courier } from "./courier.ts";
import { all, fill, find, make } from "./element.ts";
import { askPin } from "./page_pin.ts";
import { active, choose, type Officer } from "./phone.ts";
import { drafts } from "./drafts.ts";

export async function drawHome(_: Courier): Promise<void> {
  await show();
  document.addEventListener("officer-hello", () => void show());
}

async function show(): Promise<void> {
  const at = await active();
  const untrained = find("[data-officer-untrained]");
  const unbound = find("[data-officer-unbound]");
  if (unbound) unbound.hidden = at !== undefined;
  if (untrained) untrained.hidden = !at || at.officer.trained !== false;
  if (!at) return;
  const others = at.known.officers.filter((officer) => officer.id !== at.officer.id);
  fill(find("[data-officer-name]"), `${at.officer.name} · ${at.officer.villages.map((village) => village.name).join("、")}`);
  const place = find("[data-officer-others]");
  if (place) {
    place.hidden = others.length === 0;
    fill(place, ...others.map((officer) => make("button.button.quiet", { type: "button", click: () => void change(officer) }, `换成${officer.name}`)));
  }
  const open = await drafts(at.base);
  for (const count of all("[data-officer-drafts]")) {
    count.hidden = open.length === 0;
    fill(count, `没填完 ${open.length}`);
  }
}

async function change(officer: Officer): Promise<void> {
  if (!(await askPin(officerBase(officer.id), officer.name))) return;
  await choose(officer.id);
  await show();
}
