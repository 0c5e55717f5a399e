import { matchesGlob } from "./glob.ts";

/** The items of a comma-separated allow-list, trimmed. An empty text has none. */
export function parseAllowList(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((item) => item.trim());
}

/**
 * What is wrong with an allow-list of names or namespaces, or null. Items are DNS-1123 characters and the wildcards
 * `*` and `?`; an empty item is refused, because it is a typing error that must not silently mean anything.
 */
export function allowListProblem(text: string, maxItemLength: number): string | null {
  for (const item of parseAllowList(text)) {
    if (item === "") return "Must not contain an empty item";
    if (item.length > maxItemLength) return `"${item.slice(0, 40)}…" is longer than ${maxItemLength} characters`;
    if (!/^[a-z0-9.*?-]+$/.test(item)) {
      return `"${item.slice(0, 40)}" must be lower-case letters, digits, "-", "." and the wildcards * and ?`;
    }
  }
  return null;
}

/** Whether a list lets `value` in. A list without items states nothing and lets everything in. */
export function isInAllowList(text: string, value: string): boolean {
  const items = parseAllowList(text);
  return items.length === 0 || items.some((pattern) => matchesGlob(pattern, value));
}
