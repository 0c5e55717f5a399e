import { describe, expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "./failures.ts";

const PASSED = { status: "passed", fullName: "adds", failureMessages: [] };
const FAILED = {
  status: "failed",
  fullName: "a token is refused",
  failureMessages: ["\u001b[31mexpected 401\u001b[39m"],
};

describe("what failed", () => {
  test("in Vitest is named with its file and its reason, without colours", () => {
    const file = { name: "token.test.ts", status: "failed", message: "", assertionResults: [PASSED, FAILED] };
    expect(vitestFailures({ testResults: [file] })).toEqual(["✗ token.test.ts > a token is refused\n    expected 401"]);
  });

  test("in Vitest is a file, too, that did not load", () => {
    const file = { name: "token.test.ts", status: "failed", message: "no such module", assertionResults: [] };
    expect(vitestFailures({ testResults: [file] })).toEqual(["✗ token.test.ts\n    no such module"]);
  });

  test("in Playwright is found in suites of suites, with every try's errors, and outside of any journey", () => {
    const tests = [{ results: [{ errors: [{ message: "first" }] }, { errors: [{ message: "second" }] }] }];
    const spec = { title: "signs in", file: "session.spec.ts", ok: false, tests };
    const report = {
      suites: [{ specs: [{ ...spec, ok: true }], suites: [{ specs: [spec] }] }],
      errors: [{ message: "no server" }],
    };
    expect(playwrightFailures(report)).toEqual([
      "✗ session.spec.ts > signs in\n    first\n    second",
      "✗ outside of any journey\n    no server",
    ]);
  });

  test("is cut to its first lines", () => {
    const message = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
    const file = { name: "token.test.ts", status: "failed", message, assertionResults: [] };
    expect(vitestFailures({ testResults: [file] })[0]?.split("\n")).toHaveLength(7);
  });
});
