import { hash } from "node:crypto";
import type { PermissionRule } from "@podpass/contracts";

const known = new WeakMap<readonly PermissionRule[], string>();

/** Names rules by what they say: two lists have one digest only when they allow and deny the same in the same words. */
export function digestOfRules(rules: readonly PermissionRule[]): string {
  const digest = known.get(rules) ?? hash("sha256", JSON.stringify(rules), "base64url");
  known.set(rules, digest);
  return digest;
}
