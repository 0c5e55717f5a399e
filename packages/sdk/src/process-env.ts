import type { Secret } from "./secrets/secret.ts";

export interface AttachOptions {
  /** Whether a secret replaces a variable that is set already. Default: no. */
  isOverriding?: boolean;
  /** Default: this process's. */
  env?: Record<string, string | undefined>;
}

/** No variable of an environment can have such a name. */
const UNUSABLE_NAME = /[=\0]/;

/**
 * Sets a variable for each readable secret; of several with one name, for the first.
 * @returns the names that were set
 */
export function attachToEnv(
  secrets: readonly Secret[],
  { isOverriding = false, env = process.env }: AttachOptions,
): string[] {
  const names = new Set<string>();
  for (const { key, value } of secrets) {
    if (value === null || names.has(key) || UNUSABLE_NAME.test(key)) continue;
    if (env[key] !== undefined && !isOverriding) continue;
    env[key] = value;
    names.add(key);
  }
  return [...names];
}
