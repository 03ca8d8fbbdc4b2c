// The line on every officer's page that says what has not gone out yet.

import type { Courier } from "./courier.ts";
import { all, fill, make } from "./element.ts";
import { weight } from "./outbox.ts";
import { MOST_REPORTS, room } from "./room.ts";
import { STUCK_AFTER } from "./words.ts";

export function drawStatus(courier: Courier): void {
  courier.onChange((waiting) => {
    const stuck = waiting.filter((report) => Date.now() - report.made_at > STUCK_AFTER).length;
    for (const badge of all("[data-officer-badge]")) {
      badge.hidden = waiting.length === 0;
      badge.classList.toggle("alarm", stuck > 0);
      fill(badge, `未上报 ${waiting.length}`);
    }
    for (const place of all("[data-officer-room]")) {
      const state = room(waiting.length, weight(waiting));
      place.hidden = state === "plenty";
      const words =
        state === "none"
          ? `手机里已经存满（最多 ${MOST_REPORTS} 份），要先上报才能再记。请找有信号的地方。`
          : "手机里存的上报快满了，请尽快找有信号的地方上报。";
      fill(place, make("p", {}, words));
    }
  });
}
