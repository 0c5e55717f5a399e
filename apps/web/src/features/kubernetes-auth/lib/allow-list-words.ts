import { isPair, parseAllowList } from "@podpass/contracts";

/** What the two allow-lists come to together. An empty list states nothing, so it lets every one in. */
export type AllowListMeaning =
  | { kind: "nobody" }
  | { kind: "everybody" }
  | {
      kind: "some";
      names: "any" | readonly string[];
      namespaces: "any" | readonly string[];
      /** How many of the names bind their namespace themselves. */
      pairs: "none" | "some" | "all";
    };

/** Reads the lists of service-account names and namespaces the way a login does. */
export function meaningOfAllowLists(allowedNames: string, allowedNamespaces: string): AllowListMeaning {
  const names = parseAllowList(allowedNames);
  const namespaces = parseAllowList(allowedNamespaces);
  // A configuration that names nobody is refused when it is saved.
  if (names.length === 0 && namespaces.length === 0) return { kind: "nobody" };
  const meaning = { names: openOrItems(names), namespaces: openOrItems(namespaces) };
  if (meaning.names === "any" && meaning.namespaces === "any") return { kind: "everybody" };
  const pairCount = names.filter(isPair).length;
  const pairs = meaning.names === "any" || pairCount === 0 ? "none" : pairCount === names.length ? "all" : "some";
  return { kind: "some", ...meaning, pairs };
}

function openOrItems(items: readonly string[]): "any" | readonly string[] {
  return items.length === 0 || items.some((item) => /^\*+(?:\/\*+)?$/.test(item)) ? "any" : items;
}

/** Chips of an allow-list, and back. */
export const toChips = parseAllowList;
export const fromChips = (chips: readonly string[]): string => chips.join(",");
