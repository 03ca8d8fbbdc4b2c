// A draft opens with the form it was begun with, however often the form was changed since.

import { ask, type Base, within } from "./base.ts";

interface KeptForm {
  form: string;
  ver: number;
  /** As the server drew it for everybody, before anything was filled in. */
  html: string;
}

/** Keeps today's form, and puts the one a draft needs in its place. */
export async function rightForm(base: Base, shown: HTMLFormElement, wanted: number | undefined): Promise<HTMLFormElement> {
  const form = shown.dataset.form || "";
  const ver = Number(shown.dataset.formVer);
  const html = shown.outerHTML;
  // Nobody waits for this: the first question stands before it is kept.
  within(base, ["forms"], "readwrite", (store) => void store("forms").put({ form, ver, html })).catch(() => undefined);
  if (wanted === undefined || wanted === ver) return shown;
  const kept = await within(base, ["forms"], "readonly", (store) => ask<KeptForm | undefined>(store("forms").get([form, wanted])));
  const older = kept && new DOMParser().parseFromString(kept.html, "text/html").querySelector("form");
  if (!older || !shown.parentNode) return shown;
  const placed = document.importNode(older, true);
  shown.parentNode.replaceChild(placed, shown);
  return placed;
}
