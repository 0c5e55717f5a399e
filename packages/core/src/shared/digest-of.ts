import { hash } from "node:crypto";

const known = new WeakMap<object, string>();

/** Names a value that nobody changes by what it says in JSON. Worked out once for as long as it is in memory. */
export function digestOf(value: object): string {
  const digest = known.get(value) ?? hash("sha256", JSON.stringify(value), "base64url");
  known.set(value, digest);
  return digest;
}
