import { describe, expect, it } from "vitest";
import { meaningOfAllowLists } from "#features/kubernetes-auth/lib/allow-list-words.ts";

describe("meaningOfAllowLists", () => {
  it.each([
    ["", "", { kind: "nobody" }],
    ["*", "", { kind: "everybody" }],
    ["", "**", { kind: "everybody" }],
    ["web, *", "*", { kind: "everybody" }],
    ["*/*", "", { kind: "everybody" }],
    ["web,api-*", "prod", { kind: "some", names: ["web", "api-*"], namespaces: ["prod"], pairs: "none" }],
    ["", "prod", { kind: "some", names: "any", namespaces: ["prod"], pairs: "none" }],
    ["web", "*", { kind: "some", names: ["web"], namespaces: "any", pairs: "none" }],
    ["a/web", "", { kind: "some", names: ["a/web"], namespaces: "any", pairs: "all" }],
    ["a/web, api", "", { kind: "some", names: ["a/web", "api"], namespaces: "any", pairs: "some" }],
    ["a/web, *", "a", { kind: "some", names: "any", namespaces: ["a"], pairs: "none" }],
  ])("reads names %j in namespaces %j as %j", (names, namespaces, meaning) => {
    expect(meaningOfAllowLists(names, namespaces)).toEqual(meaning);
  });
});
