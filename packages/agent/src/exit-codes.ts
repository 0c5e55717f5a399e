import { ForbiddenError, InvalidRequestError, NotFoundError, PodpassError, UnauthenticatedError } from "@podpass/sdk";

/** What the command says to whoever runs it; `podpass run` ends with the program's own code. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unauthenticated: 3,
  forbidden: 4,
  notFound: 5,
  invalid: 6,
  unavailable: 7,
} as const;

/** A command or a configuration that makes no sense; the message says what to write instead. */
export class UsageError extends Error {}

/** The exit code that tells a script what kind of error it was. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof UnauthenticatedError) return EXIT.unauthenticated;
  if (error instanceof ForbiddenError) return EXIT.forbidden;
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof InvalidRequestError) return EXIT.invalid;
  return error instanceof PodpassError ? EXIT.unavailable : EXIT.failed;
}

/** What may be said of an error: a sentence, with the id by which an administrator finds out more. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return "something went wrong";
  const { message } = error;
  if (!(error instanceof PodpassError)) return message;
  const issues = error.details.map((issue) => `${issue.path}: ${issue.message}`).filter((issue) => issue !== message);
  const requestId = error.requestId === undefined ? [] : [`request id ${error.requestId}`];
  const more = [...issues, ...requestId];
  return more.length === 0 ? message : `${message} (${more.join("; ")})`;
}
