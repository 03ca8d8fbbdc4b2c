// Which addresses the readers' worker answers, and what it writes into pages. Pure.

/** Texts: the only pages that are kept. Nothing else, above all no form and no personal page. */
const TEXT = /^(article|disclosure)\/[a-z0-9-]+$/;
/** Where a reader may stand without a network and is told what is kept. */
const READING = /^(|read|column\/[a-z0-9-]+|disclosures|notices|(article|disclosure|alert|notice|campaign|leaflet)\/[a-z0-9-]+)$/;

/** How many texts are kept: the last ones opened. */
export const MOST = 20;

export type Kind = "text" | "list" | "kept" | "picture" | "other";

/** What stands at a path inside the site. */
export function kindOf(path: string): Kind {
  if (TEXT.test(path)) return "text";
  if (path === "kept") return "kept";
  if (/^pictures\/[^/]+$/.test(path)) return "picture";
  return READING.test(path) ? "list" : "other";
}

/** Addresses of the pictures a page shows, each once. */
export function picturesOf(html: string, base: string): string[] {
  const found: string[] = [];
  const mark = / src="([^"]+)"/g;
  for (let match = mark.exec(html); match; match = mark.exec(html)) {
    if (match[1].indexOf(`${base}pictures/`) === 0 && found.indexOf(match[1]) < 0) found.push(match[1]);
  }
  return found;
}

/** A text's title as its page's heading says it, still escaped as HTML. */
export function titleOf(html: string): string {
  const match = /<h1[^>]*>([^<]*)<\/h1>/.exec(html);
  return match ? match[1] : "";
}

export interface Kept {
  path: string;
  /** Escaped as HTML. */
  title: string;
}

/** The page of what is kept, with its list; the newest first. */
export function withList(html: string, kept: Kept[]): string {
  if (kept.length === 0) return html;
  const items = kept.map(({ path, title }) => `<li><a href="${path}">${title || path}</a></li>`).join("");
  return html.replace(/<p data-none[^>]*>[^<]*<\/p>/, `<ul class="list" data-kept>${items}</ul>`);
}

/** A kept text in the one size of its pictures that is kept, saying since when: something may have been corrected.
 *  Recordings are not kept, so it offers none. */
export function withNote(html: string, day: string): string {
  const when = day ? ` ${day} ` : "";
  const plain = html.replace(/ srcset="[^"]*"/g, "").replace(/<div class="listen">[\s\S]*?<\/div>/g, "");
  return plain.replace(/(<main [^>]*>)/, `$1<div class="notice" role="status"><p>网络不通或者太慢，这是${when}存下的，可能已经有更正。</p></div>`);
}

/** `2026-11-22` in China, of a response's own date; empty where it has none. */
export function dayOf(date: string | null): string {
  const at = date ? Date.parse(date) : NaN;
  return isNaN(at) ? "" : new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
}
