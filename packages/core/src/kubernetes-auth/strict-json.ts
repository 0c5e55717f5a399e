type StrictJson = { ok: true; value: unknown } | { ok: false; problem: string };

/**
 * Reads JSON in which no object names a key twice. `JSON.parse` takes the last of two and other readers the first, so
 * that such a text says one thing to a proxy and another to us: RFC 8259 section 4, forbidden by RFC 7493 section 2.3.
 */
export function parseStrictJson(text: string): StrictJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: "is not JSON" };
  }
  return hasKeyTwice(text) ? { ok: false, problem: "names a key twice" } : { ok: true, value };
}

/** A whole string, or what opens, closes or names: nothing else can hold one of these characters. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:]/g;

/** Looks at each character once; the text must be JSON, where only a key stands before a colon. */
function hasKeyTwice(json: string): boolean {
  const objects: Set<string>[] = [];
  let lastString = "";
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === "{") {
      objects.push(new Set());
    } else if (token === "}") {
      objects.pop();
    } else if (token !== ":") {
      lastString = token;
    } else {
      // Two spellings of one key, such as "a" and "\u0061", are the same key.
      const key = lastString.includes("\\") ? String(JSON.parse(lastString)) : lastString.slice(1, -1);
      const keys = objects.at(-1);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}
