import { AppError } from "../shared/app-error.ts";

/**
 * Throws `secret.changed_meanwhile` when somebody saved another version since the one that was seen; says nothing to those
 * who do not say what they have seen. The row must be locked, and the caller be known to have the right to what follows.
 */
export function assertExpectedVersion(row: { version: number }, expectedVersion: number | undefined): void {
  if (expectedVersion !== undefined && expectedVersion !== row.version) throw new AppError("secret.changed_meanwhile");
}
