import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { can } from "./can.ts";
import type { PermissionRule } from "./permission-rule.ts";
import { resolveTemplates, type TemplateFacts } from "./templates.ts";

const FACTS: TemplateFacts = {
  id: "0b8f2d3e-6f55-4c0e-9d7a-3b1f6c2a9e10",
  name: "checkout",
  serviceAccount: { namespace: "payments", name: "worker" },
  metadata: { team: "billing" },
};

const rule = (secretPath: string, inverted = false): PermissionRule => ({
  subject: "secrets",
  action: ["readValue"],
  conditions: { secretPath: { $glob: secretPath } },
  inverted,
});
const mayRead = (rules: readonly PermissionRule[], secretPath: string) =>
  can(rules, "secrets:readValue", { secretPath });

describe("resolveTemplates", () => {
  it.each([
    ["/{{identity.auth.kubernetes.namespace}}/**", "/payments/db"],
    ["/{{ identity.auth.kubernetes.name }}", "/worker"],
    ["/{{identity.metadata.team}}", "/billing"],
    ["/{{identity.name}}-{{identity.metadata.team}}", "/checkout-billing"],
    ["/{{identity.id}}", "/0b8f2d3e-6f55-4c0e-9d7a-3b1f6c2a9e10"],
  ])("makes of %s a rule for %s", (pattern, path) => {
    const { rules, refused } = resolveTemplates([rule(pattern)], FACTS);
    expect(refused).toEqual([]);
    expect(mayRead(rules, path)).toBe(true);
    expect(mayRead(rules, "/other")).toBe(false);
  });

  it("fills in every operator", () => {
    const conditions = {
      environment: "{{identity.name}}",
      secretName: { $in: ["{{identity.metadata.team}}", "x"], $ne: "{{identity.name}}" },
      secretTags: { $all: ["{{identity.metadata.team}}"], $eq: "{{identity.name}}" },
    };
    const { rules } = resolveTemplates([{ subject: "secrets", action: ["edit"], conditions }], FACTS);
    expect(rules[0]?.conditions).toEqual({
      environment: { $eq: "checkout" },
      secretName: { $in: ["billing", "x"], $ne: "checkout" },
      secretTags: { $all: ["billing"], $eq: "checkout" },
    });
  });

  it.each(["missing", "constructor", "__proto__"])("finds no metadata %j that is not there", (key) => {
    const template = `identity.metadata.${key}`;
    const { rules, refused } = resolveTemplates([rule(`/{{${template}}}`)], FACTS);
    expect(rules).toEqual([]);
    expect(refused).toEqual([{ template, reason: "missing", value: null }]);
  });

  it("knows no service account of a login that had none", () => {
    const { rules, refused } = resolveTemplates([rule("/{{identity.auth.kubernetes.namespace}}")], {
      ...FACTS,
      serviceAccount: null,
    });
    expect(rules).toEqual([]);
    expect(refused).toEqual([{ template: "identity.auth.kubernetes.namespace", reason: "missing", value: null }]);
  });

  it.each([
    "*",
    "a*",
    "?",
    "**",
    "a/b",
    "/",
    "a\\b",
    "..",
    ".",
    "a/../b",
    "a,b",
    "+",
    "{a}",
    "[a]",
    "!a",
    " a",
    "a\n",
    "",
    "a|b",
    "{{identity.name}}",
  ])("lets the value %j widen nothing", (team) => {
    const { rules, refused } = resolveTemplates([rule("/{{identity.metadata.team}}")], {
      ...FACTS,
      metadata: { team },
    });
    expect(rules).toEqual([]);
    expect(refused).toHaveLength(1);
  });

  it("denies everything when it cannot tell what is denied", () => {
    const allow: PermissionRule = { subject: "secrets", action: ["readValue"] };
    const { rules } = resolveTemplates([allow, rule("/{{identity.metadata.team}}", true)], { ...FACTS, metadata: {} });
    expect(mayRead(rules, "/anything")).toBe(false);
  });

  it("opens for any value no more than the one folder of that name", () => {
    const path = fc.array(fc.string({ minLength: 1, unit: fc.constantFrom(..."ab*?.-/ ") }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab*?.-/ {}") }), path, (team, folders) => {
        const { rules } = resolveTemplates([rule("/{{identity.metadata.team}}/**")], { ...FACTS, metadata: { team } });
        const secretPath = `/${folders.join("/")}`;
        if (mayRead(rules, secretPath)) expect(secretPath.split("/").filter(Boolean)[0]).toBe(team);
      }),
      { numRuns: 5000 },
    );
  });
});
