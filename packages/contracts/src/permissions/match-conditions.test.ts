import { describe, expect, it, vi } from "vitest";
import type { Conditions } from "./conditions.ts";
import { matchConditions } from "./match-conditions.ts";
import { spellResource } from "./spelled-conditions.ts";

const SECRET = { environment: "prod", secretPath: "/apps/web", secretName: "DB_URL", secretTags: ["pii", "eu"] };

describe("conditions", () => {
  it.each<[Conditions, boolean]>([
    [{}, true],
    [{ environment: "prod" }, true],
    [{ environment: "dev" }, false],
    [{ environment: { $eq: "prod" } }, true],
    [{ environment: { $ne: "prod" } }, false],
    [{ environment: { $ne: "dev" } }, true],
    [{ environment: { $in: ["dev", "prod"] } }, true],
    [{ environment: { $in: ["dev"] } }, false],
    [{ environment: { $glob: "p*d" } }, true],
    [{ environment: { $glob: "p*", $ne: "prod" } }, false],
    [{ environment: "prod", secretName: "OTHER" }, false],
    [{ secretPath: "/apps/web/" }, true],
    [{ secretPath: { $ne: "/apps/web/" } }, false],
    [{ secretPath: { $glob: "/apps/*" } }, true],
    [{ secretPath: { $glob: "/*" } }, false],
    [{ secretPath: { $glob: "/apps/**" } }, true],
    [{ secretName: { $glob: "DB_*" } }, true],
    [{ secretName: { $glob: "!DB_*" } }, false],
    [{ secretTags: "pii" }, true],
    [{ secretTags: { $in: ["us", "eu"] } }, true],
    [{ secretTags: { $in: ["us"] } }, false],
    [{ secretTags: { $ne: "pii" } }, false],
    [{ secretTags: { $ne: "us" } }, true],
    [{ secretTags: { $all: ["pii", "eu"] } }, true],
    [{ secretTags: { $all: ["pii", "us"] } }, false],
    [{ secretTags: { $glob: "p*" } }, true],
  ])("%j hold for a secret of production: %s", (conditions, isMatch) => {
    expect(matchConditions(conditions, spellResource(SECRET), false)).toBe(isMatch);
  });

  it("take their paths apart once, however many secrets they are held against", () => {
    const conditions = { secretPath: { $in: Array.from({ length: 100 }, (_, number) => `a/${number}/`) } };
    const split = vi.spyOn(String.prototype, "split");
    for (let count = 0; count < 1000; count += 1) {
      matchConditions(conditions, spellResource({ ...SECRET, secretName: `KEY_${count}` }), false);
    }
    const times = split.mock.calls.length;
    split.mockRestore();
    expect(times).toBeLessThanOrEqual(1100);
  });

  it("answer what is not known as they are told to", () => {
    const PLACE = spellResource({ environment: "prod" });
    expect(matchConditions({ secretName: { $ne: "X" } }, PLACE, false)).toBe(false);
    expect(matchConditions({ secretName: "X" }, PLACE, true)).toBe(true);
    expect(matchConditions({ secretName: "X", environment: "dev" }, PLACE, true)).toBe(false);
  });
});
