import { describe, expect, it } from "vitest";
import { meaningOfAllowLists } from "#features/kubernetes-auth/lib/allow-list-words.ts";

describe("meaningOfAllowLists", () => {
  it.each([
    ["", "", { kind: "nobody" }],
    ["*", "", { kind: "everybody" }],
    ["", "**", { kind: "everybody" }],
    ["web, *", "*", { kind: "everybody" }],
    ["web,api-*", "prod", { kind: "some", names: ["web", "api-*"], namespaces: ["prod"] }],
    ["", "prod", { kind: "some", names: "any", namespaces: ["prod"] }],
    ["web", "*", { kind: "some", names: ["web"], namespaces: "any" }],
  ])("reads names %j in namespaces %j as %j", (names, namespaces, meaning) => {
    expect(meaningOfAllowLists(names, namespaces)).toEqual(meaning);
  });
});
