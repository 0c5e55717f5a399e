import { expect, test } from "vitest";
import { ruleInWords } from "#features/roles/lib/rule-words.ts";

test.each([
  [{ subject: "tags", action: ["read"] }, "May read tags"],
  [
    {
      subject: "secrets",
      action: ["describeSecret", "readValue"],
      conditions: { environment: "prod", secretPath: { $glob: "/apps/*", $ne: "/apps/x" } },
    },
    "May see and read the values of secrets in environment “prod” at path anything but “/apps/x” and whatever matches “/apps/*”",
  ],
  [
    { subject: "secrets", action: ["edit"], conditions: { secretTags: { $in: ["a", "b", "c"] } }, inverted: true },
    "May never edit secrets tagged “a”, “b” or “c”",
  ],
])("says in words what %j means", (rule, words) => {
  expect(ruleInWords(rule)).toBe(words);
});
