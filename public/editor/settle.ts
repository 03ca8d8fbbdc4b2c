// Changes what stands in an element to what was drawn anew, and touches only what differs: pictures do
// not flash, and whatever is selected or scrolled to stays.

export function settle(place: Element, fresh: ParentNode & Node): void {
  const now = Array.from(place.childNodes);
  const next = Array.from(fresh.childNodes);
  const shorter = Math.min(now.length, next.length);
  let before = 0;
  while (before < shorter && now[before].isEqualNode(next[before])) before++;
  let behind = 0;
  while (behind < shorter - before && now[now.length - 1 - behind].isEqualNode(next[next.length - 1 - behind])) behind++;
  const gone = now.slice(before, now.length - behind);
  const come = next.slice(before, next.length - behind);
  if (gone.length === 1 && come.length === 1 && isSameShell(gone[0], come[0])) {
    settle(gone[0] as Element, come[0] as Element);
    return;
  }
  const border = behind > 0 ? now[now.length - behind] : null;
  for (const node of gone) place.removeChild(node);
  for (const node of come) place.insertBefore(node, border);
}

/** Whether two nodes differ at most in what stands inside. */
function isSameShell(one: Node, other: Node): boolean {
  return one instanceof Element && other instanceof Element && one.cloneNode(false).isEqualNode(other.cloneNode(false));
}

export function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
