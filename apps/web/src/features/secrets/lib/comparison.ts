import type { RouterOutputs } from "#lib/trpc.ts";

export type Comparison = RouterOutputs["secret"]["compare"];
export type ComparedSecret = Comparison["items"][number];
type Cell = ComparedSecret["cells"][number];

/** `unknown`: none is missing, and some values may not be read by whoever asks. */
export type RowState = "missing" | "different" | "same" | "unknown";

export function stateOfRow(cells: readonly Cell[]): RowState {
  if (cells.some((cell) => cell === null)) return "missing";
  const groups = new Set(cells.map((cell) => cell?.valueGroup ?? null));
  if ([...groups].filter((group) => group !== null).length > 1) return "different";
  return groups.has(null) ? "unknown" : "same";
}

/** The keys of what the first environment has, readable, and the one at an index has not. */
export function missingIn(items: readonly ComparedSecret[], index: number): string[] {
  return items
    .filter(({ cells: [first, ...others] }) => first?.valueGroup != null && others[index - 1] === null)
    .map(({ key }) => key);
}
