import { ForbiddenError, type Secret } from "@podpass/sdk";

/**
 * Values by name; of a name that is there several times, as below several folders, the first. @throws ForbiddenError
 * where there are secrets and none may be read.
 */
export function readableValues(secrets: readonly Secret[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of secrets) if (value !== null && !values.has(key)) values.set(key, value);
  if (secrets.length > 0 && values.size === 0) {
    throw new ForbiddenError("This identity may read none of these secrets", { status: 403 });
  }
  return values;
}
