import { UsageError } from "../exit-codes.ts";

/** What was typed is not repeated: it may be a credential in the wrong place. */
export function noArguments(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError("there is an argument too many; see --help");
}
