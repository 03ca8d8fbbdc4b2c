// The officer's own villages: the kept form page knows nobody's.

import { type Base, read, write } from "./base.ts";
import { all, make } from "./element.ts";
import type { AtPhone } from "./phone.ts";

/** The village of the last report is chosen; one alone need not be asked. */
export async function fillVillages(form: HTMLFormElement, at: AtPhone): Promise<void> {
  const last = await read<string>(at.base, "village");
  const { villages } = at.officer;
  for (const select of all<HTMLSelectElement>("select[data-villages]", form)) {
    while (select.firstChild) select.removeChild(select.firstChild);
    for (const { code, name } of villages) select.appendChild(make("option", { value: code }, name));
    const known = villages.filter((village) => village.code === last)[0] || villages[0];
    if (known) select.value = known.code;
    const question = select.closest<HTMLElement>("[data-question]");
    if (question) question.hidden = villages.length < 2;
  }
}

export async function rememberVillage(base: Base, village: string | string[] | undefined): Promise<void> {
  if (typeof village === "string") await write(base, "village", village);
}
