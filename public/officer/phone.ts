// What this phone knows of itself and of the bureau, kept from the last answer of `hello`.

import { type Base, officerBase, PHONE, read, write } from "./base.ts";
import type { BureauKey } from "./seal.ts";

export interface Outlet {
  id: string;
  name: string;
  /** As the form's question "place_kind" has it. */
  kind: string;
  village: string;
}

export interface Officer {
  id: string;
  name: string;
  villages: { code: string; name: string }[];
  /** Those of the ledger in these villages; answers from before there was a list have none. */
  outlets?: Outlet[];
  /** Passed the test of the training card. */
  trained?: boolean;
}

export interface Hello {
  now: number;
  officers: Officer[];
  /** Who is at the phone, as the server remembers it. */
  active?: string;
  revoked: boolean;
  stop_worker: boolean;
  key: BureauKey;
}

/** The last answer, with how far this phone's clock is ahead of the server's, in milliseconds. */
export interface Known extends Hello {
  skew_ms: number;
}

export const known = (): Promise<Known | undefined> => read<Known>(PHONE, "hello");

export async function remember(hello: Hello, now: number): Promise<Known> {
  const said: Known = { ...hello, skew_ms: now - hello.now };
  await write(PHONE, "hello", said);
  const before = await bases();
  const ids = before.concat(said.officers.map((officer) => officer.id).filter((id) => before.indexOf(id) < 0));
  await write(PHONE, "officers", ids);
  return said;
}

/** Who took the phone last, also without a network; nobody, where the server shall say. */
export function choose(officer: string | undefined): Promise<void> {
  return write(PHONE, "chosen", officer);
}

/** Ids of everybody who ever used this phone: somebody unbound may still have reports waiting here. */
export async function bases(): Promise<string[]> {
  return (await read<string[]>(PHONE, "officers")) || [];
}

export interface AtPhone {
  officer: Officer;
  base: Base;
  known: Known;
}

/** Who is at the phone: who was chosen here, else whom the server remembers, else whoever comes first. */
export async function active(): Promise<AtPhone | undefined> {
  const said = await known();
  const chosen = await read<string>(PHONE, "chosen");
  if (!said || said.revoked) return undefined;
  const find = (id: string | undefined) => said.officers.filter((officer) => officer.id === id)[0];
  const officer = find(chosen) || find(said.active) || said.officers[0];
  return officer && { officer, base: officerBase(officer.id), known: said };
}
