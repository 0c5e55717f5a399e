import { z } from "zod";

/** The verdict on a field that is missing or of another type, in words for whoever wrote the request. */
function verdict(rule: string) {
  return { error: (issue: { input?: unknown }) => (issue.input === undefined ? "Is required" : rule) };
}

/** Types only: every other rule is the contract's. */
export const WireText = z.string(verdict("Must be a string"));
export const WireNumber = z.number(verdict("Must be a number"));

/** In any letters: Python writes `False` into a query. */
const FlagWord = z.stringbool({ truthy: ["true"], falsy: ["false"] }).meta({ enum: ["true", "false"] });

/** Clients send booleans as themselves or, in queries and forms, as words. */
export const WireFlag = z.union([z.boolean(), FlagWord], verdict("Must be true or false"));

/** A number in a query. */
export const QueryNumber = z.coerce.number("Must be a number");

/** A whole number in a query, within bounds. */
export function queryInteger(min: number, max: number) {
  return QueryNumber.int("Must be a whole number")
    .min(min, `Must be at least ${min}`)
    .max(max, `Must be at most ${max}`);
}
