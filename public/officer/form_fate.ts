// What became of a draft that another page took away, and what to do with what still stands on this one.

import type { Content, OpenDraft, Picture } from "./drafts.ts";
import { make } from "./element.ts";
import type { Note } from "./form_note.ts";
import { madeOf } from "./outbox.ts";
import { active, type AtPhone } from "./phone.ts";
import { basePath } from "./surroundings.ts";

const SENT = "这份已经存好上报了，不用再报。";
const SENT_OTHERWISE = "这份已经存好上报了。这一页上填的和报的不一样，还没有存下；要另报一份，请先另存。";
const THROWN_AWAY = "这份草稿已经删掉了。这一页上填的还没有存下。";
const STOPPED = "这部手机已经停用，填的不再存。";

export interface Held {
  draft: OpenDraft;
  answers: Content["answers"];
  pictures: Picture[];
}

/** `anew` keeps what this page holds as a draft of its own. Gives whether there is nothing on the page that was not sent. */
export async function tellFate(note: Note, at: AtPhone, held: Held, anew: () => void): Promise<boolean> {
  const again = make("button.button", { type: "button", click: anew }, "另存成一份新的草稿");
  const report = await madeOf(at.base, held.draft.draft.id);
  const same = report !== undefined && report.origin !== undefined && (await held.draft.said(report.origin, held.answers, held.pictures));
  if (!(await active())) note.say(STOPPED);
  else if (!report) note.say(THROWN_AWAY, again);
  else if (same) note.say(SENT, wayTo(report.id));
  else note.say(SENT_OTHERWISE, again, wayTo(report.id));
  return same;
}

/** For an address of a draft that was sent; says nothing of one that nobody knows. */
export async function tellSent(note: Note, at: AtPhone, draft: string): Promise<void> {
  const report = await madeOf(at.base, draft);
  if (report) note.say(SENT, wayTo(report.id));
}

function wayTo(report: string): HTMLElement {
  return make("a.button.quiet", { href: `${basePath(location.href)}officer/queue#${report}` }, "看手机里的上报");
}
