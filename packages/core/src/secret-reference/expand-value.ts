import { AppError } from "../shared/app-error.ts";
import { nameOfAddress, type Reference, type SecretAddress } from "./find-references.ts";

/** How many references deep a value is resolved; what is deeper stays as written. */
export const MAX_REFERENCE_DEPTH = 10;

/** All values of one answer together may grow by this much, and hold this many references. */
const MAX_GROWTH_CHARACTERS = 8 * 1024 * 1024;
const MAX_RESOLVED_REFERENCES = 100_000;

/** A readable secret's value in parts. */
export type KnownValues = ReadonlyMap<string, readonly (string | Reference)[]>;

/**
 * Gives the function that resolves the values of one answer. A reference to what is missing, to what the caller may not
 * read, or back to a secret that is just being resolved stays as it is written: a value that happens to look like a
 * reference loses nothing. `secret.references_too_large` stops references that multiply each other.
 */
export function createExpander(known: KnownValues): (address: SecretAddress) => string | undefined {
  let growth = 0;
  let resolved = 0;

  function expand(name: string, path: readonly string[]): string | undefined {
    const parts = known.get(name);
    if (!parts) return undefined;
    const texts = parts.map((part) => (typeof part === "string" ? part : replace(part, [...path, name])));
    return texts.join("");
  }

  function replace({ text, to }: Reference, path: readonly string[]): string {
    const name = nameOfAddress(to);
    if (path.includes(name) || path.length > MAX_REFERENCE_DEPTH) return text;
    const value = expand(name, path);
    if (value === undefined) return text;
    growth += value.length;
    resolved += 1;
    if (growth > MAX_GROWTH_CHARACTERS || resolved > MAX_RESOLVED_REFERENCES) {
      throw new AppError("secret.references_too_large");
    }
    return value;
  }

  return (address) => expand(nameOfAddress(address), []);
}
