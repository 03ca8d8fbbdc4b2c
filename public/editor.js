// Makes the newsroom's editor nicer: a toolbar, checks and preview beside the text, drafts kept while
// somebody writes, clean pastes. Without it the form works whole. Focus and caret stay where they are.
const form = document.getElementById("edit");
const body = document.getElementById("body");
const state = document.getElementById("draft-state");
const looked = document.getElementById("looked");

const LOOK_AFTER = 1200;
const KEEP_AFTER = 4000;

const TOOLS = [
  ["小标题", (text) => `\n## ${text || "小标题"}\n\n`],
  ["加粗", (text) => `**${text || "加粗的字"}**`],
  ["列表", (text) => lines(text, () => "- ")],
  ["步骤", (text) => `\n## 怎么做 {.steps}\n\n${lines(text, (n) => `${n}. `)}\n`],
  ["危险信号", (text) => `\n## 出现这些情况打120 {.danger}\n\n${lines(text, () => "- ")}\n`],
  ["误会", (text) => `\n## 常见误会 {.myths}\n\n- ✗ ${text || "误会"}\n  ✓ 实情\n`],
  ["链接", (text) => `[${text || "文字"}](https://)`],
];

function lines(text, mark) {
  return (text || "一\n二").split("\n").filter(Boolean).map((line, n) => mark(n + 1) + line).join("\n");
}

// The browser's own way of typing, so that undo takes it back.
function put(text) {
  body.focus();
  if (!document.execCommand("insertText", false, text)) {
    body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function toolbar() {
  const bar = document.getElementById("toolbar");
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

function fields() {
  return new URLSearchParams(new FormData(form));
}

let changed = false;
let keeping = false;
let stopped = false;

async function look() {
  try {
    const answer = await fetch(form.dataset.look, { method: "POST", body: fields() });
    if (answer.ok) looked.innerHTML = await answer.text();
  } catch (_) {
    // Without a line the checks wait; the text is in the form.
  }
}

async function keep() {
  if (!changed || keeping || stopped || form.dataset.draft.endsWith("/")) return;
  [changed, keeping] = [false, true];
  const sent = fields();
  sent.set("revision", form.dataset.revision);
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: sent });
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

async function paste(event) {
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  event.preventDefault();
  try {
    const answer = await fetch(form.dataset.paste, { method: "POST", headers: { "content-type": "text/plain;charset=utf-8" }, body: html });
    const cleaned = await answer.json();
    if (!answer.ok) {
      state.textContent = cleaned.why;
      return;
    }
    put(cleaned.markdown);
    if (cleaned.pictures > 0) state.textContent = `粘贴的内容里有 ${cleaned.pictures} 张图片，请另外上传。`;
  } catch (_) {
    put(event.clipboardData.getData("text/plain"));
  }
}

if (form && body) {
  toolbar();
  let looking;
  let saving;
  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(looking);
    looking = setTimeout(look, LOOK_AFTER);
    if (saving === undefined) {
      saving = setTimeout(() => {
        saving = undefined;
        keep();
      }, KEEP_AFTER);
    }
  });
  body.addEventListener("paste", paste);
  let sent = false;
  form.addEventListener("submit", () => (sent = true));
  addEventListener("beforeunload", (event) => {
    if (changed && !sent) event.preventDefault();
  });
}
