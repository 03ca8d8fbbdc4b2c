// What of a recording a player asks for (RFC 9110 §14), as the server answers it (doors/range). Pure.

export type Asked = { first: number; last: number } | "whole" | "nothing";

/** Several parts at once are asked for by no player; they, and what cannot be read, get the whole. */
export function asked(range: string | null, size: number): Asked {
  const found = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(range || "");
  if (!found || (found[1] === "" && found[2] === "")) return "whole";
  const [first, last] = [found[1], found[2]];
  if (first === "") return Number(last) === 0 || size === 0 ? "nothing" : { first: Math.max(0, size - Number(last)), last: size - 1 };
  if (last !== "" && Number(last) < Number(first)) return "whole";
  if (Number(first) >= size) return "nothing";
  return { first: Number(first), last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Whether the answer is the whole from its first byte on, in one piece: what players ask for to begin with. */
export function isAll(range: string | null): boolean {
  return range === null || /^bytes=0-$/.test(range);
}
