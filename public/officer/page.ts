// Starts what the officer's pages do with script. Before it has, and if it never does, every form
// is the server's own and works as plain HTML.

import { refused } from "./answer.ts";
import { Courier } from "./courier.ts";
import { drawBind, settle } from "./page_bind.ts";
import { drawForm } from "./page_form.ts";
import { drawHome } from "./page_home.ts";
import { drawQueue } from "./page_queue.ts";
import { drawStatus } from "./page_status.ts";
import { followType } from "./large.ts";
import { active } from "./phone.ts";
import { keepWorker } from "./register.ts";

/** A form that has not started by then stays plain. */
const PATIENCE = 5_000;

const PAGES: { [kind: string]: (courier: Courier) => Promise<void> } = {
  home: drawHome,
  form: drawForm,
  queue: drawQueue,
  bind: drawBind,
  who: drawBind,
};

/** Where reports cannot be sealed and kept, the plain form is the better one. */
function able(): boolean {
  return typeof indexedDB !== "undefined" && typeof crypto !== "undefined" && crypto.subtle !== undefined && typeof fetch === "function";
}

async function start(): Promise<void> {
  const root = document.documentElement;
  followType();
  if (!able()) {
    root.dataset.officer = "plain";
    return;
  }
  // Where somebody may have begun to type, a late start changes nothing under the hands any more.
  const typed = document.querySelector("form[data-form], form[data-officer-pin]") !== null;
  const late = typed ? setTimeout(() => (root.dataset.officer = "plain"), PATIENCE) : undefined;
  await active();
  clearTimeout(late);
  const courier = new Courier((answer) => {
    root.dataset.line = refused(answer) ? "dead" : "live";
    if (!refused(answer) && !answer.ok.stop_worker) void keepWorker();
    void settle().then(() => document.dispatchEvent(new CustomEvent("officer-hello")));
  });
  const page = document.querySelector<HTMLElement>("[data-officer-page]");
  const draw = page && PAGES[page.dataset.officerPage || ""];
  drawStatus(courier);
  if (root.dataset.officer !== "plain") {
    if (draw) await draw(courier);
    root.dataset.officer = "ready";
  }
  courier.begin();
}

start().catch(() => (document.documentElement.dataset.officer = "plain"));
