/** What YAML 1.1, which Kubernetes reads, takes for null or a boolean when it is not quoted. */
const OTHER_THAN_TEXT = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

/**
 * A text as a YAML scalar that every parser reads back as that text: plain where it cannot be mistaken, quoted where it
 * could be (a namespace may be called `123` or `true`) or holds other characters than a DNS name.
 */
export function yamlString(text: string): string {
  // Some parsers take e0 for a number without digits before its exponent.
  const isPlain = /^(?!e[0-9-])[a-z][a-z0-9.-]*$/.test(text) && !OTHER_THAN_TEXT.has(text);
  if (isPlain) return text;
  return `"${text.replace(/["\\]|[^\x20-\x7e]/gu, escapeCharacter)}"`;
}

// YAML 1.2 section 5.7. Unlike JSON's, a \u stands for a whole code point and not for half a surrogate pair.
function escapeCharacter(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  const codePoint = character.codePointAt(0) ?? 0;
  return `\\U${codePoint.toString(16).padStart(8, "0")}`;
}
