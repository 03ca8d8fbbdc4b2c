// Making and finding elements.

type Child = Node | string | undefined;

/** `make("a.button", { href }, "继续")`; a function as attribute listens. */
export function make(what: string, attributes: { [name: string]: string | ((event: Event) => void) | undefined } = {}, ...children: Child[]): HTMLElement {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(" ");
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  return element;
}

export function find<T extends HTMLElement = HTMLElement>(selector: string, inside: ParentNode = document): T | null {
  return inside.querySelector<T>(selector);
}

export function all<T extends HTMLElement = HTMLElement>(selector: string, inside: ParentNode = document): T[] {
  return Array.prototype.slice.call(inside.querySelectorAll<T>(selector));
}

/** Replaces what stands in an element. */
export function fill(element: Element | null, ...children: Child[]): void {
  if (!element) return;
  while (element.firstChild) element.removeChild(element.firstChild);
  for (const child of children) if (child !== undefined) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
}

/** Saves bytes as a file under a name. */
export function download(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = make("a", { href: address, download: name }) as HTMLAnchorElement;
  document.body.appendChild(link);
  link.click();
  document.body.removeChild(link);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** 11月22日 08:05, by this phone's clock. */
export function moment(at: number): string {
  const date = new Date(at);
  const two = (number: number) => (number < 10 ? `0${number}` : String(number));
  return `${date.getMonth() + 1}月${date.getDate()}日 ${two(date.getHours())}:${two(date.getMinutes())}`;
}
