import type { ErrorKind } from "./error-kind.ts";

interface ErrorDefinition {
  readonly kind: ErrorKind;
  /** The `error` member of the REST envelope; clients match on it. */
  readonly name: string;
  /** The only sentence a client ever sees for this code. */
  readonly message: string;
}

/** The errors of some nouns. No two files have the same noun, so no code is there twice. */
export type ErrorsOf<Noun extends string> = Readonly<Record<`${Noun}.${string}`, ErrorDefinition>>;
