import { matchesGlob } from "./glob.ts";

/** The items of a comma-separated list, trimmed. An empty text has none. */
export function parseAllowList(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((item) => item.trim());
}

/** Namespaces are DNS labels, service-account names DNS subdomains. */
const MAX_NAMESPACE_LENGTH = 63;
const MAX_NAME_LENGTH = 253;
const MAX_AUDIENCE_LENGTH = 255;

/** What is wrong with a list of namespaces, or null. */
export function namespaceListProblem(text: string): string | null {
  return listProblem(text, (item) => patternProblem(item, MAX_NAMESPACE_LENGTH, item));
}

/** What is wrong with a list of service accounts, or null. An item is a name, or a pair `namespace/name`. */
export function nameListProblem(text: string): string | null {
  return listProblem(text, (item) => {
    const pair = readPair(item);
    if (!pair) return patternProblem(item, MAX_NAME_LENGTH, item);
    return (
      patternProblem(pair.namespace, MAX_NAMESPACE_LENGTH, item) ?? patternProblem(pair.name, MAX_NAME_LENGTH, item)
    );
  });
}

/** What is wrong with a list of audiences, or null. RFC 7519 section 4.1.3 lets an audience be almost any text. */
export function audienceListProblem(text: string): string | null {
  return listProblem(text, (item) => {
    if (item.length > MAX_AUDIENCE_LENGTH) return tooLong(item, MAX_AUDIENCE_LENGTH);
    return /[\s\p{Cc}\p{Cs}]/u.test(item) ? "Must be audiences without spaces, separated by commas" : null;
  });
}

/** An empty item is refused everywhere: it is a typing error that must not silently mean anything. */
function listProblem(text: string, itemProblem: (item: string) => string | null): string | null {
  for (const item of parseAllowList(text)) {
    const problem = item === "" ? "Must not contain an empty item" : itemProblem(item);
    if (problem !== null) return problem;
  }
  return null;
}

/** DNS-1123 characters and the wildcards; `item` is what the pattern is part of, as it was typed. */
function patternProblem(pattern: string, maxLength: number, item: string): string | null {
  if (pattern.length > maxLength) return tooLong(item, maxLength);
  if (/^[a-z0-9.*?-]+$/.test(pattern)) return null;
  return `"${item.slice(0, 40)}" must be lower-case letters, digits, "-", "." and the wildcards * and ?`;
}

function tooLong(item: string, maxLength: number): string {
  return `"${item.slice(0, 40)}…" is longer than ${maxLength} characters`;
}

function readPair(item: string): { namespace: string; name: string } | null {
  const slash = item.indexOf("/");
  return slash < 0 ? null : { namespace: item.slice(0, slash), name: item.slice(slash + 1) };
}

/** Whether an item of a list of service accounts binds the namespace too. */
export function isPair(item: string): boolean {
  return readPair(item) !== null;
}

/** Whether a list lets a namespace in. A list without items states nothing and lets everything in. */
export function isNamespaceAllowed(text: string, namespace: string): boolean {
  const items = parseAllowList(text);
  return items.length === 0 || items.some((pattern) => matchesGlob(pattern, namespace));
}

/**
 * Whether a list lets a service account in: a name in any namespace, a pair only in its own, so that `a/x, b/y` does
 * not let `a/y` in. A list without items states nothing and lets everything in.
 */
export function isServiceAccountAllowed(text: string, account: { namespace: string; name: string }): boolean {
  const items = parseAllowList(text);
  return items.length === 0 || items.some((item) => matchesAccount(item, account));
}

function matchesAccount(item: string, account: { namespace: string; name: string }): boolean {
  const pair = readPair(item);
  if (!pair) return matchesGlob(item, account.name);
  return matchesGlob(pair.namespace, account.namespace) && matchesGlob(pair.name, account.name);
}
