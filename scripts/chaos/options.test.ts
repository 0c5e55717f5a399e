import { describe, expect, test } from "vitest";
import { parseOptions } from "./options.ts";

describe("chaos", () => {
  test("makes every fault on both databases unless told otherwise", () => {
    expect(parseOptions([])).toEqual({
      faults: ["kill", "postgres", "drain", "disk", "cluster", "replicas", "keys"],
      databases: ["embedded", "postgres"],
      kills: 20,
      seconds: 2,
      isWritten: false,
    });
  });

  test.each([
    [["--only", "fire"], '--only: "fire" is none of'],
    [["--kills", "0.5"], '--kills: "0.5" is not a whole number'],
    [["--kills", "0"], '--kills: "0" is not a number above 0'],
    [["--gently"], "--gently"],
  ])("says what is wrong with %j", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
