// Whom to ring comes up with an answer that cannot wait, at the top of its question.

import { all, find } from "./element.ts";

export function ringFirst(form: HTMLFormElement): void {
  for (const card of all("[data-ring]", form)) {
    const wanted = card.parentElement !== null && find("[data-urgent]:checked", card.parentElement) !== null;
    const comesUp = card.hidden && wanted;
    card.hidden = !wanted;
    if (comesUp) card.scrollIntoView({ block: "nearest" });
  }
}
