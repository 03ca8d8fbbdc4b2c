// A paste from Word or WPS: the server cleans its words, the album takes its pictures, and each stands
// at its place in the text, or in its place why it is missing, which the checks find too.

/** What the server says of a picture in the words it cleaned. */
type Pictured = { from: "inside"; media_type: string; base64: string } | { from: "web"; address: string } | { from: "missing"; name: string };

/** A picture to be taken in, or why there is none. */
interface Found {
  file?: File;
  why?: string;
  /** Its bytes, if anywhere, lie on the clipboard beside the words. */
  apart?: boolean;
}

// A picture inside the words themselves; each gets a short name, so that the words alone are sent to be cleaned.
const INSIDE = /(["'])data:(image\/[a-z0-9.+-]+);base64,([^"']*)\1/gi;
const TAKEN_AT_ONCE = 20;
const NOT_SENT = "没有传上去。看看网络，或者重新登录，再粘贴一次";
const ON_DISK =
  "浏览器读不到 Word、WPS 留在您电脑上的图片。在那边单独选中这张图，复制，粘贴到这里；或者另存成图片文件，在“图片”里上传";
const ELSEWHERE = "图片在别的网站上，这里不从外面取图。先确认可以用，另存成文件，在“图片”里上传";

export class Paste {
  /** Pictures are under way; the form waits for them. */
  receiving = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly body: HTMLTextAreaElement,
    private readonly tell: (words: string) => void,
    private readonly put: (text: string) => void,
  ) {}

  async take(event: ClipboardEvent): Promise<void> {
    const data = event.clipboardData;
    if (this.receiving) return event.preventDefault();
    if (!data) return;
    const html = data.getData("text/html");
    const plain = data.getData("text/plain");
    const files = Array.from(data.files).filter((file) => file.type.startsWith("image/"));
    if (!html && (plain || files.length === 0)) return;
    event.preventDefault();
    if (!html) return this.receive(files.map((_, n) => `![](paste:${n + 1})`).join("\n\n"), files.map((file) => ({ file })));
    const { words, inside } = parted(html);
    let cleaned;
    try {
      const headers = { "content-type": "text/plain;charset=utf-8" };
      const answer = await fetch(this.form.dataset.paste || "", { method: "POST", headers, body: words });
      cleaned = await answer.json();
      if (!answer.ok) return this.tell(cleaned.why);
    } catch (_) {
      return this.put(plain);
    }
    await this.receive(cleaned.markdown, matched(cleaned.pictures, inside, files));
  }

  /** Puts words with their pictures where the caret was. Nothing is typed meanwhile, so that it still is there. */
  private async receive(markdown: string, found: Found[]): Promise<void> {
    const { body } = this;
    const [from, to] = [body.selectionStart, body.selectionEnd];
    const lines: string[] = [];
    [this.receiving, body.readOnly] = [true, true];
    for (const one of found) lines.push(await this.line(one, lines.length + 1, found.length));
    [this.receiving, body.readOnly] = [false, false];
    body.setSelectionRange(from, to);
    this.put(markdown.replace(/!\[(?:\\.|[^\]\\])*\]\(paste:(\d+)\)/g, (old, number) => lines[number - 1] || old));
    if (lines.length > 0) this.tell(told(lines));
  }

  private async line({ file, why }: Found, number: number, total: number): Promise<string> {
    if (number > TAKEN_AT_ONCE) return missing(`一次最多收 ${TAKEN_AT_ONCE} 张，这一张请另外粘贴`, number);
    if (!file) return missing(why || "图片的内容不完整", number);
    this.tell(`正在收第 ${number} 张图片，共 ${total} 张……`);
    const sent = new FormData();
    sent.append("file", file);
    try {
      const answer = await fetch(this.form.dataset.pasted || "", { method: "POST", body: sent });
      const said = await answer.json();
      return answer.ok ? `![](${said.address})` : missing(said.why || NOT_SENT, number);
    } catch (_) {
      return missing(NOT_SENT, number);
    }
  }
}

function bytes(type: string, base64: string): File | undefined {
  try {
    const text = atob(base64.replace(/\s/g, ""));
    return new File([Uint8Array.from(text, (c) => c.charCodeAt(0))], "paste", { type });
  } catch (_) {
    return undefined;
  }
}

/** The words of a paste without the pictures inside them, and these by the names that stand there instead. */
function parted(html: string): { words: string; inside: Map<string, File | undefined> } {
  const inside = new Map<string, File | undefined>();
  const mark = `paste-${Date.now().toString(36)}-`;
  const words = html.replace(INSIDE, (_, quote, type, base64) => {
    const name = mark + (inside.size + 1);
    inside.set(name, bytes(type, base64));
    return quote + name + quote;
  });
  return { words, inside };
}

/**
 * For each picture of the cleaned words its file, or why there is none. What is copied by itself lies on the
 * clipboard beside its address; other files there may be anything, such as an image of the whole table.
 */
function matched(pictures: Pictured[], inside: Map<string, File | undefined>, files: File[]): Found[] {
  const found = pictures.map((picture): Found => {
    if (picture.from === "inside") return { file: bytes(picture.media_type, picture.base64) };
    if (picture.from === "missing" && inside.has(picture.name)) return { file: inside.get(picture.name) };
    return { why: picture.from === "web" ? ELSEWHERE : ON_DISK, apart: true };
  });
  const apart = found.filter((one) => one.apart);
  if (apart.length === files.length) apart.forEach((one, n) => (one.file = files[n]));
  return found;
}

/** What stands in the text instead of a picture. */
function missing(why: string, number: number): string {
  return `![这里少一张图：${why.replace(/[[\]\\]/g, "")}](paste:${number})`;
}

function told(lines: string[]): string {
  const lost = lines.filter((words) => words.includes("](paste:")).length;
  const kept = lines.length - lost;
  const take = kept > 0 ? `收进 ${kept} 张图片，请到“图片”里给每张写上文字说明和来源。` : "";
  return take + (lost > 0 ? `有 ${lost} 张没有收进来，原因写在正文里它的位置上。` : "");
}
