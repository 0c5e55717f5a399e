import { describe, expect, it } from "vitest";
import { ERROR_CATALOG } from "./error-catalog.ts";
import { withoutWhenAgain } from "./when-again.ts";

const passing = Object.entries(ERROR_CATALOG).filter(
  ([, { kind }]) => kind === "rate_limited" || kind === "unavailable",
);

describe("withoutWhenAgain", () => {
  it.each(passing)("leaves of %s nothing that says to try again", (_code, { message }) => {
    expect(withoutWhenAgain(message)).not.toMatch(/try again/i);
    expect(message.startsWith(withoutWhenAgain(message))).toBe(true);
  });

  it("leaves a sentence alone that says nothing of it", () => {
    expect(withoutWhenAgain("Identity not found")).toBe("Identity not found");
  });
});
