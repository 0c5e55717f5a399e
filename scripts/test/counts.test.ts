import { describe, expect, test } from "vitest";
import { addCounts, closingLine, countPlaywright, countVitest, type VitestReport } from "./counts.ts";

const VITEST: VitestReport = {
  success: true,
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{}] }],
};
const BROKEN_FILE = { status: "failed", assertionResults: [] };

describe("counting", () => {
  test("adds the stages up", () => {
    const stages = [
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 3, failed: 4, skipped: 0 },
    ];
    expect(addCounts(stages)).toEqual({ passed: 4, failed: 4, skipped: 2 });
  });

  test.each([
    [{ passed: 3, failed: 0, skipped: 0 }, "3 passed, 0 failed"],
    [{ passed: 0, failed: 1, skipped: 2 }, "0 passed, 1 failed, 2 skipped"],
  ])("closes %o with %s", (counts, line) => {
    expect(closingLine(counts)).toBe(line);
  });

  test.each<[string, VitestReport, boolean, { passed: number; failed: number; skipped: number }]>([
    ["counts skipped and todo alike", VITEST, true, { passed: 5, failed: 0, skipped: 3 }],
    [
      "counts a file that did not load as a failure",
      { ...VITEST, success: false, testResults: [BROKEN_FILE] },
      false,
      { passed: 5, failed: 1, skipped: 3 },
    ],
    ["never calls a run passed that exited with an error", VITEST, false, { passed: 5, failed: 1, skipped: 3 }],
  ])("of Vitest %s", (_, report, isOk, expected) => {
    expect(countVitest(report, isOk)).toEqual(expected);
  });

  test.each([
    ["counts a flaky test as failed", { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, [], false, 2],
    ["counts an error outside of tests", { expected: 4, unexpected: 0, flaky: 0, skipped: 2 }, [{}], false, 1],
    [
      "never calls a run passed that exited with an error",
      { expected: 4, unexpected: 0, flaky: 0, skipped: 2 },
      [],
      false,
      1,
    ],
  ])("of Playwright %s", (_, stats, errors, isOk, failed) => {
    expect(countPlaywright({ stats, errors }, isOk)).toEqual({ passed: 4, failed, skipped: 2 });
  });
});
