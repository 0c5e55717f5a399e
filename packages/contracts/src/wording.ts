import { z } from "zod";

const KINDS: Record<string, string> = {
  array: "a list",
  boolean: "true or false",
  date: "an instant",
  int: "a whole number",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a string",
};

/** What a bound counts: of a text its characters, of a list its entries, of a number nothing but itself. */
const COUNTED: Record<string, string> = { array: " entries", set: " entries", string: " characters" };

type Issue = Parameters<NonNullable<ReturnType<typeof z.config>["customError"]>>[0];

/**
 * Says of a field which rule it broke, where its schema has no words of its own: whoever reads it wrote a request, and
 * knows nothing of the library that read it.
 */
function ruleOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "Is required" : `Must be ${KINDS[issue.expected] ?? "of another type"}`;
    case "invalid_value":
      return issue.input === undefined
        ? "Is required"
        : `Must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "invalid_union":
      return issue.input === undefined ? "Is required" : "Is in none of the forms it can have";
    case "too_small":
      return `Must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${COUNTED[issue.origin] ?? ""}`;
    case "too_big":
      return `Must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${COUNTED[issue.origin] ?? ""}`;
    default:
      return undefined;
  }
}

z.config({ customError: ruleOf });
