// Makes the newsroom's editor nicer: a toolbar, checks and preview beside the text, drafts kept while
// somebody writes, clean pastes. Without it the form works whole. Focus and caret stay where they are.
import { Paste } from "./paste";
import { Preview } from "./preview";
import { parsed, settle } from "./settle";

const script = document.querySelector<HTMLElement>("script[data-editor-script]");
const form = document.getElementById("edit") as HTMLFormElement;
const body = document.getElementById("body") as HTMLTextAreaElement;
const state = document.getElementById("draft-state") as HTMLElement;
const found = document.getElementById("found") as HTMLElement;
const place = document.getElementById("preview") as HTMLElement;

const LOOK_AFTER = 1200;
const KEEP_AFTER = 4000;

const TOOLS: [string, (text: string) => string][] = [
  ["小标题", (text) => `\n## ${text || "小标题"}\n\n`],
  ["加粗", (text) => `**${text || "加粗的字"}**`],
  ["列表", (text) => lines(text, () => "- ")],
  ["步骤", (text) => `\n## 怎么做 {.steps}\n\n${lines(text, (n) => `${n}. `)}\n`],
  ["危险信号", (text) => `\n## 出现这些情况打120 {.danger}\n\n${lines(text, () => "- ")}\n`],
  ["误会", (text) => `\n## 常见误会 {.myths}\n\n- ✗ ${text || "误会"}\n  ✓ 实情\n`],
  ["链接", (text) => `[${text || "文字"}](https://)`],
];

function lines(text: string, mark: (n: number) => string): string {
  return (text || "一\n二").split("\n").filter(Boolean).map((line, n) => mark(n + 1) + line).join("\n");
}

// The browser's own way of typing, so that undo takes it back.
function put(text: string): void {
  body.focus();
  if (!document.execCommand("insertText", false, text)) {
    body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function toolbar(): void {
  const bar = document.getElementById("toolbar") as HTMLElement;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "格式");
  for (const [words, make] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => put(make(body.value.slice(body.selectionStart, body.selectionEnd))));
    bar.append(button);
  }
}

function fields(): URLSearchParams {
  return new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
}

/** Draws in the browser once its module has started; until then, and where it does not, the server does. */
let preview: Preview | undefined;

async function wake(): Promise<void> {
  if (!script) return;
  try {
    preview = await Preview.wake(script, form, body, place, asleep);
    document.documentElement.dataset.preview = "ready";
    if (body.value !== body.defaultValue) preview.changed();
  } catch (error) {
    asleep(error);
  }
}

function asleep(error: unknown): void {
  preview = undefined;
  document.documentElement.dataset.preview = "failed";
  console.warn("the server draws the preview:", error);
}

let changed = false;
let keeping = false;
let stopped = false;

async function look(): Promise<void> {
  try {
    const answer = await fetch(form.dataset.look || "", { method: "POST", body: fields() });
    if (answer.ok) show(parsed(await answer.text()));
  } catch (_) {
    // Without a line the checks wait; the text is in the form.
  }
}

/** The preview is shown only where the browser does not draw it: what somebody typed since is in that one. */
function show(looked: DocumentFragment): void {
  const [checks, drawn] = [looked.getElementById("found"), looked.getElementById("preview")];
  if (!checks || !drawn) return;
  settle(found, checks);
  const moved = place.dataset.firstLine !== drawn.dataset.firstLine;
  place.dataset.firstLine = drawn.dataset.firstLine;
  if (!preview) settle(place, drawn);
  else if (moved) preview.changed();
}

async function keep(): Promise<void> {
  if (!changed || keeping || stopped || (form.dataset.draft || "/").endsWith("/")) return;
  [changed, keeping] = [false, true];
  const sent = fields();
  sent.set("revision", form.dataset.revision || "");
  try {
    const answer = await fetch(form.dataset.draft || "", { method: "POST", body: sent });
    if (answer.status === 409) {
      const theirs = await answer.json();
      stopped = true;
      state.textContent = `${theirs.name} 也在改这份稿件（${theirs.at}）。自动保存停了；按“保存”时会把两份都给您看。`;
    } else if (answer.ok) {
      const kept = await answer.json();
      form.dataset.revision = kept.revision;
      state.textContent = `${kept.at} 自动存了草稿，还没有保存成一稿。`;
    } else {
      changed = true;
      state.textContent = "自动存草稿没有成功，请及时按“保存”。";
    }
  } catch (_) {
    changed = true;
    state.textContent = "网络不通，草稿还没有存上，请不要关掉这一页。";
  } finally {
    keeping = false;
  }
}

if (form && body) {
  toolbar();
  wake();
  let looking: number | undefined;
  let saving: number | undefined;
  form.addEventListener("input", () => {
    changed = true;
    if (preview) preview.changed();
    clearTimeout(looking);
    looking = setTimeout(look, LOOK_AFTER);
    if (saving === undefined) {
      saving = setTimeout(() => {
        saving = undefined;
        keep();
      }, KEEP_AFTER);
    }
  });
  const paste = new Paste(form, body, (words) => (state.textContent = words), put);
  body.addEventListener("paste", (event) => void paste.take(event));
  let sent = false;
  form.addEventListener("submit", (event) => {
    sent = !paste.receiving;
    if (paste.receiving) {
      event.preventDefault();
      state.textContent = "图片还在收，收完了再按一次。";
    }
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !sent) event.preventDefault();
  });
}
