// The pharmacies, clinics and shops of the officer's villages: the kept form page knows nobody's.

import { all, find, make } from "./element.ts";
import type { Answers } from "./form_fields.ts";
import type { Officer, Outlet } from "./phone.ts";

/** Fills them in, village by village; where the ledger has none, nobody is asked. */
export function fillOutlets(form: HTMLFormElement, officer: Officer): void {
  const outlets = officer.outlets || [];
  for (const select of all<HTMLSelectElement>("select[data-outlets]", form)) {
    for (const group of all("optgroup", select)) select.removeChild(group);
    for (const { code, name } of officer.villages) {
      const own = outlets.filter((outlet) => outlet.village === code);
      const options = own.map((outlet) => make("option", { value: outlet.id }, outlet.name));
      // Behind them stands that it is not on the list.
      if (own.length > 0) select.insertBefore(make("optgroup", { label: name }, ...options), select.lastElementChild);
    }
    if (outlets.length === 0) leaveOut(select);
    else keepTogether(select, find<HTMLSelectElement>("select[data-villages]", form), outlets);
  }
}

/** What is known already of a patrol that was begun from the list of outlets: `?outlet=…`. */
export function begunAt(officer: Officer, search: string): Answers {
  const id = new URLSearchParams(search).get("outlet");
  const outlet = (officer.outlets || []).filter((one) => one.id === id)[0];
  return outlet ? { place_kind: outlet.kind, outlet: outlet.id, village: outlet.village } : {};
}

function leaveOut(select: HTMLElement): void {
  const question = select.closest<HTMLElement>("[data-question]");
  if (!question) return;
  question.removeAttribute("data-if");
  question.setAttribute("data-unasked", "");
  question.hidden = true;
}

/** An outlet brings its village along; another village takes the outlet away. */
function keepTogether(select: HTMLSelectElement, village: HTMLSelectElement | null, outlets: Outlet[]): void {
  if (!village) return;
  const chosen = () => outlets.filter((outlet) => outlet.id === select.value)[0];
  select.addEventListener("change", () => {
    const outlet = chosen();
    if (outlet) village.value = outlet.village;
  });
  village.addEventListener("change", () => {
    const outlet = chosen();
    if (outlet && outlet.village !== village.value) select.value = "";
  });
}
