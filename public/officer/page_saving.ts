// The box that lets photos wait for Wi-Fi. A phone that does not tell one line from another has none.

import type { Courier } from "./courier.ts";
import { find } from "./element.ts";
import { choose, chosen } from "./saving.ts";
import { WORLD } from "./surroundings.ts";

export async function drawSaving(courier: Courier): Promise<void> {
  const place = find("[data-officer-saving]");
  const box = find<HTMLInputElement>("[data-officer-saving] input");
  if (!place || !box || WORLD.line() === undefined) return;
  box.checked = await chosen();
  box.addEventListener("change", () => void choose(box.checked).then(() => courier.again()));
  place.hidden = false;
}
