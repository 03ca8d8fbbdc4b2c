// How long a network that hangs is waited for. Shared with the readers' worker (public/reader).

/** So long a page is waited for before what is kept is shown, in milliseconds. */
const PATIENCE = 4_000;

export interface Asked {
  /** What came in time. */
  first: Response | undefined;
  /** What comes at last, or nothing without a network. */
  last: Promise<Response | undefined>;
}

export async function patiently(request: Request): Promise<Asked> {
  const late = new Promise<undefined>((done) => setTimeout(done, PATIENCE));
  const last = fetch(request).catch(() => undefined);
  return { first: await Promise.race([last, late]), last };
}
