// Everything on this phone that is not with the bureau yet, and the receipts of what is.

import type { Courier } from "./courier.ts";
import { type Draft, drafts, throwAway } from "./drafts.ts";
import { download, fill, find, make, moment } from "./element.ts";
import { canBeMended, mend } from "./mending.ts";
import { discard, everything, type Kept, type Queued, receipts } from "./outbox.ts";
import { codeLine } from "./page_code.ts";
import { drawSaving } from "./page_saving.ts";
import { active, type AtPhone } from "./phone.ts";
import { affordable } from "./saving.ts";
import { shipped } from "./ship.ts";
import { basePath, WORLD } from "./surroundings.ts";
import { FORMS, said, STUCK_AFTER, why } from "./words.ts";

export async function drawQueue(courier: Courier): Promise<void> {
  const button = find<HTMLButtonElement>("[data-officer-now]");
  if (button) button.addEventListener("click", () => void courier.now());
  courier.onChange((waiting) => void draw(waiting, courier));
  await drawSaving(courier);
  document.addEventListener("officer-hello", () => void courier.go());
}

async function draw(waiting: Queued[], courier: Courier): Promise<void> {
  const at = await active();
  const kept = at ? await receipts(at.base, Date.now()) : [];
  const begun = at ? await drafts(at.base) : [];
  const again = async () => draw(await everything(), courier);
  const sent = await Promise.all(kept.map(async (one) => receiptRow(one, at && (await codeLine(one, at, again)))));
  const going = await affordable(waiting, WORLD);
  waiting.sort((a, b) => b.seq - a.seq);
  fill(find("[data-officer-waiting]"), ...waiting.map((report) => waitingRow(report, going.indexOf(report) < 0, at, courier, again)));
  fill(find("[data-officer-begun]"), ...begun.map((draft) => draftRow(draft, at, courier)));
  fill(find("[data-officer-receipts]"), ...sent);
  for (const [name, count] of [["waiting", waiting.length], ["begun", begun.length], ["receipts", kept.length]] as [string, number][]) {
    const section = find(`[data-officer-section=${name}]`);
    if (section) section.hidden = count === 0;
  }
  const button = find<HTMLButtonElement>("[data-officer-now]");
  if (button) button.hidden = waiting.length === 0;
  const empty = find("[data-officer-empty]");
  if (empty) empty.hidden = waiting.length + kept.length + begun.length > 0;
  const loading = find("[data-officer-loading]");
  if (loading) loading.hidden = true;
}

function waitingRow(report: Queued, spared: boolean, at: AtPhone | undefined, courier: Courier, again: () => Promise<void>): HTMLElement {
  const stuck = Date.now() - report.made_at > STUCK_AFTER;
  const help = stuck ? "超过 7 天没有报上去。请到有信号的地方，或者把它导出来，请协管员代传。" : why(report);
  const mends = canBeMended(report) && at !== undefined && at.officer.id === report.officer;
  return make(
    `li.report${stuck || report.hold === "rejected" ? ".bad" : ""}`,
    { id: report.id },
    make("b", {}, FORMS[report.form] || report.form),
    make("small", {}, ` ${moment(report.made_at)}，${report.photos.length} 张照片`),
    make("p.state", { "aria-live": "polite" }, said(report, spared)),
    help ? make("p.hint", {}, help) : undefined,
    mends ? make("button.button.quiet", { type: "button", click: () => void mendIt(report, again) }, "改一改再报") : undefined,
    stuck || report.hold === "rejected" || report.hold === "conflict"
      ? make("button.button.quiet", { type: "button", click: () => void exportIt(report) }, "导出")
      : undefined,
    report.hold === "rejected"
      ? make("button.button.quiet.danger", { type: "button", click: () => void dropIt(report, courier) }, "不要了")
      : undefined,
  );
}

function draftRow(draft: Draft, at: AtPhone | undefined, courier: Courier): HTMLElement {
  const href = `${basePath(location.href)}officer/new/${draft.form}?draft=${draft.id}`;
  const drop = async () => {
    if (!at || !confirm("删掉这份没填完的内容？删了找不回来。")) return;
    await throwAway(at.base, draft.id);
    await courier.go();
    location.reload();
  };
  return make(
    "li.report",
    {},
    make("b", {}, FORMS[draft.form] || draft.form),
    make("small", {}, ` 没填完，${moment(draft.saved_at)}`),
    make("div.actions", {}, make("a.button.quiet", { href }, "接着填"), make("button.link", { type: "button", click: () => void drop() }, "删掉")),
  );
}

function receiptRow(kept: Kept, code: HTMLElement | undefined): HTMLElement {
  const href = `${basePath(location.href)}officer/reports/${kept.id}`;
  return make(
    "li.report",
    { id: kept.id },
    make("b", {}, FORMS[kept.form] || kept.form),
    make("small", {}, ` ${moment(kept.made_at)}`),
    make("p.state.sent", {}, `已上报，编号 ${kept.number}`),
    code,
    make("a", { href }, "看办理情况"),
  );
}

async function mendIt(report: Queued, again: () => Promise<void>): Promise<void> {
  const draft = await mend(report);
  // Another page may have been first.
  if (draft) location.href = `${basePath(location.href)}officer/new/${report.form}?draft=${draft}`;
  else await again();
}

async function exportIt(report: Queued): Promise<void> {
  download(await shipped(report), `药安上报-${report.id.slice(0, 8)}.yaoan`);
}

async function dropIt(report: Queued, courier: Courier): Promise<void> {
  if (!confirm("局里没有收下这一份。确定不要了吗？")) return;
  await discard(report);
  await courier.go();
}
