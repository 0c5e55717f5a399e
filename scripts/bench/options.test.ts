import { describe, expect, test } from "vitest";
import { parseOptions } from "./options.ts";

describe("the bench", () => {
  test("measures everything unless told otherwise", () => {
    expect(parseOptions([])).toEqual({
      operations: ["login", "read", "renew", "revoke"],
      scenarios: ["tables", "replicas", "hanging", "start"],
      databases: ["embedded", "postgres"],
      clusters: ["fake", "real"],
      clients: [1, 32],
      seconds: 5,
      isWritten: false,
    });
  });

  test("measures the part it is asked for", () => {
    const args = ["--only", "login,start", "--database", "postgres", "--seconds", "0.5", "--clients", "8", "--write"];
    expect(parseOptions(args)).toMatchObject({
      operations: ["login"],
      scenarios: ["start"],
      databases: ["postgres"],
      clients: [8],
      seconds: 0.5,
      isWritten: true,
    });
  });

  test.each([
    [["--only", "logins"], '--only: "logins" is none of'],
    [["--database", "mysql"], '--database: "mysql" is none of'],
    [["--seconds", "no"], '--seconds: "no" is not a number above 0'],
    [["--clients", "1,0"], '--clients: "0" is not a number above 0'],
    [["--fast"], "--fast"],
  ])("says what is wrong with %j", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
