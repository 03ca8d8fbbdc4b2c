// Which kept page answers an address. Pure.

/** The page itself, whatever is asked of it behind the question mark; nothing for a page of one person. */
export function shellFor(path: string, pages: string[]): string | undefined {
  const plain = path.replace(/\/$/, "");
  return pages.filter((page) => page.replace(/\/$/, "") === plain)[0];
}
