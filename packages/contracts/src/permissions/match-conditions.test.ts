import { describe, expect, it } from "vitest";
import type { Conditions } from "./conditions.ts";
import { matchConditions } from "./match-conditions.ts";

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
    expect(matchConditions(conditions, SECRET, false)).toBe(isMatch);
  });

  it("answer what is not known as they are told to", () => {
    expect(matchConditions({ secretName: { $ne: "X" } }, { environment: "prod" }, false)).toBe(false);
    expect(matchConditions({ secretName: "X" }, { environment: "prod" }, true)).toBe(true);
    expect(matchConditions({ secretName: "X", environment: "dev" }, { environment: "prod" }, true)).toBe(false);
  });
});
