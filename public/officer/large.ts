// Larger type on pages the phone keeps: the server cannot know of it when there is no network.

import { all } from "./element.ts";

const PLACE = "yaoan.mode";

/** Follows what was chosen here, or else what the server drew. */
export function followType(): void {
  const root = document.documentElement;
  const chosen = stored() || root.dataset.mode || "normal";
  show(chosen);
  for (const link of all<HTMLAnchorElement>("a.mode[href*='/mode/']")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const next = root.dataset.mode === "large" ? "normal" : "large";
      show(next);
      // The server is told as well, for the pages that come from it.
      fetch(link.href.replace(/\/mode\/\w+/, `/mode/${next}`), { redirect: "manual" }).catch(() => undefined);
    });
  }
}

function show(mode: string): void {
  document.documentElement.dataset.mode = mode;
  for (const link of all("a.mode[href*='/mode/']")) link.textContent = mode === "large" ? "标准版" : "大字版";
  try {
    localStorage.setItem(PLACE, mode);
  } catch (error) {
    // Forbidden storage costs the memory of it, not the type.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch (error) {
    return null;
  }
}
