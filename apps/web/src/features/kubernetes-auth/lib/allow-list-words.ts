import { allowListProblem, parseAllowList } from "@podpass/contracts";

/** What the two allow-lists come to together. An empty list states nothing, so it lets every one in. */
export type AllowListMeaning =
  | { kind: "nobody" }
  | { kind: "everybody" }
  | { kind: "some"; names: "any" | readonly string[]; namespaces: "any" | readonly string[] };

/** Reads the lists of service-account names and namespaces the way a login does. */
export function meaningOfAllowLists(allowedNames: string, allowedNamespaces: string): AllowListMeaning {
  const names = parseAllowList(allowedNames);
  const namespaces = parseAllowList(allowedNamespaces);
  // A configuration that names nobody is refused when it is saved.
  if (names.length === 0 && namespaces.length === 0) return { kind: "nobody" };
  const meaning = { names: openOrItems(names), namespaces: openOrItems(namespaces) };
  if (meaning.names === "any" && meaning.namespaces === "any") return { kind: "everybody" };
  return { kind: "some", ...meaning };
}

function openOrItems(items: readonly string[]): "any" | readonly string[] {
  return items.length === 0 || items.some((item) => /^\*+$/.test(item)) ? "any" : items;
}

/** Chips of an allow-list, and back. */
export const toChips = parseAllowList;
export const fromChips = (chips: readonly string[]): string => chips.join(",");

const LONGEST = { names: 253, namespaces: 63 } as const;

/** What is wrong with one chip of a list, or null. */
export function allowListChipProblem(list: keyof typeof LONGEST): (chip: string) => string | null {
  return (chip) => allowListProblem(chip, LONGEST[list]);
}
