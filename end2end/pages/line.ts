// What goes over the line when a page is opened cold.
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { brotliDecompressSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";

export interface Transfer {
  url: string;
  type: string;
  /** Headers and compressed body, in bytes. */
  bytes: number;
}

/**
 * Opens a page with an empty cache and lists every request it made, until nothing more comes. What a slow machine
 * asks for only after the line was quiet for a while, `until` waits for.
 */
export async function openCold(page: Page, url: string, until = async (_: Page): Promise<void> => {}): Promise<Transfer[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.clearBrowserCache");
  const open = new Map<string, Transfer>();
  const done: Transfer[] = [];
  session.on("Network.requestWillBeSent", (event) => {
    if (event.request.url.startsWith("http")) open.set(event.requestId, { url: event.request.url, type: event.type ?? "Other", bytes: 0 });
  });
  session.on("Network.loadingFinished", (event) => {
    const transfer = open.get(event.requestId);
    if (transfer) done.push({ ...transfer, bytes: event.encodedDataLength });
    open.delete(event.requestId);
  });
  session.on("Network.loadingFailed", (event) => open.delete(event.requestId));
  await page.goto(url, { waitUntil: "networkidle" });
  await until(page);
  await expect.poll(() => open.size, { message: "requests under way" }).toBe(0);
  await session.detach();
  return done;
}

/** The islands of the page are awake, or could not be woken. */
export async function woken(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-islands", /./);
}

/** What one address sends, as it lies on the line: headers and compressed body, in bytes, and the text of the body. */
export async function fetched(url: string): Promise<{ bytes: number; text: string }> {
  const [answer] = (await once(get(url, { headers: { "accept-encoding": "br" } }), "response")) as [IncomingMessage];
  const body = Buffer.concat(await answer.toArray());
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  const plain = answer.headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body;
  return { bytes: answer.rawHeaders.join(": ").length + body.length, text: plain.toString() };
}

export function total(transfers: Transfer[]): number {
  return transfers.reduce((sum, transfer) => sum + transfer.bytes, 0);
}

export function isWasm(transfer: Transfer): boolean {
  return transfer.url.endsWith(".wasm");
}

export function kb(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
