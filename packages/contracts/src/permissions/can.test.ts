import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInRole, ORGANIZATION_ROLES, PROJECT_ROLES } from "./built-in-roles.ts";
import { can, DENY_ALL } from "./can.ts";
import type { PermissionRule } from "./permission-rule.ts";
import { ORGANIZATION_PERMISSIONS, type Permission, PROJECT_PERMISSIONS } from "./permission-table.ts";

function permissionsOf(table: Record<string, readonly string[]>): Permission[] {
  // Every pair of a table is a Permission by the type's own definition.
  return Object.entries(table).flatMap(([subject, actions]) =>
    actions.map((action) => `${subject}:${action}` as Permission),
  );
}

const organizationPermissions = permissionsOf(ORGANIZATION_PERMISSIONS);
const projectPermissions = permissionsOf(PROJECT_PERMISSIONS);
const allPermissions = [...new Set([...organizationPermissions, ...projectPermissions])];

function allowedBy(rules: readonly PermissionRule[], among: Permission[] = allPermissions): Permission[] {
  return among.filter((permission) => can(rules, permission));
}

describe("can", () => {
  it("allows nothing without rules", () => {
    expect(allowedBy([])).toEqual([]);
  });

  it("allows exactly the pairs that rules name", () => {
    fc.assert(
      fc.property(fc.subarray(allPermissions), (granted) => {
        const rules = granted.map((permission) => {
          const [subject = "", action = ""] = permission.split(":");
          return { subject, action: [action] };
        });
        expect(allowedBy(rules)).toEqual(granted);
      }),
    );
  });

  it("lets a denial win wherever in the list it stands", () => {
    const allow = { subject: "secrets", action: ["create", "edit"] };
    const deny = { subject: "secrets", action: ["edit"], inverted: true };
    expect(allowedBy([allow, deny])).toEqual(["secrets:create"]);
    expect(allowedBy([deny, allow])).toEqual(["secrets:create"]);
  });

  it("allows nothing at all beside a denial of everything", () => {
    expect(allowedBy([...PROJECT_ROLES.admin.rules, DENY_ALL])).toEqual([]);
  });

  it("denies where it is not known whether the denial is meant", () => {
    const rules = [
      { subject: "secrets", action: ["readValue"] },
      { subject: "secrets", action: ["readValue"], conditions: { secretTags: "pii" }, inverted: true },
    ];
    expect(can(rules, "secrets:readValue", { environment: "dev", secretTags: [] })).toBe(true);
    expect(can(rules, "secrets:readValue", { environment: "dev", secretTags: ["pii"] })).toBe(false);
    expect(can(rules, "secrets:readValue", { environment: "dev" })).toBe(false);
  });

  it("takes a template that nobody filled in for nothing when it allows, for everything when it denies", () => {
    const conditions = { environment: { $ne: "{{identity.name}}" } };
    const templated = { subject: "secrets", action: ["readValue"], conditions };
    expect(can([templated], "secrets:readValue", { environment: "dev" })).toBe(false);
    const read = { subject: "secrets", action: ["readValue"] };
    expect(can([read, { ...templated, inverted: true }], "secrets:readValue", { environment: "dev" })).toBe(false);
  });

  it("holds a conditional rule to the resource it is asked about", () => {
    const rules = [{ subject: "secrets", action: ["readValue"], conditions: { environment: "dev" } }];
    expect(can(rules, "secrets:readValue", { environment: "dev" })).toBe(true);
    expect(can(rules, "secrets:readValue", { environment: "prod" })).toBe(false);
    expect(can(rules, "secrets:readValue", {})).toBe(false);
  });

  it("leaves the resource it is asked about as it was", () => {
    const resource = Object.freeze({ environment: "dev" });
    can([{ subject: "secrets", action: ["readValue"] }], "secrets:readValue", resource);
    expect(Object.getOwnPropertyNames(resource)).toEqual(["environment"]);
  });
});

describe("built-in roles", () => {
  it.each([
    ["organization", ["admin", "member", "no-access"] as const, ORGANIZATION_ROLES],
    ["project", ["admin", "member", "viewer", "no-access"] as const, PROJECT_ROLES],
  ])("each role of the %s allows at least what the next one allows", (_scope, order, roles) => {
    const among = roles === ORGANIZATION_ROLES ? organizationPermissions : projectPermissions;
    const bySlug: Record<string, { rules: readonly PermissionRule[] }> = roles;
    const allowed = order.map((slug) => allowedBy(bySlug[slug]?.rules ?? [], among));
    expect(allowed[0]).toEqual(among);
    for (const [index, stronger] of allowed.entries()) {
      expect(stronger).toEqual(expect.arrayContaining(allowed[index + 1] ?? []));
    }
    expect(allowed.at(-1)).toEqual([]);
  });

  it("names in its rules only what the permission table has", () => {
    for (const { rules } of [...Object.values(ORGANIZATION_ROLES), ...Object.values(PROJECT_ROLES)]) {
      for (const rule of rules) {
        for (const action of rule.action) expect(allPermissions).toContain(`${rule.subject}:${action}`);
      }
    }
  });

  it("keeps from a member what would make it an admin", () => {
    const member = ORGANIZATION_ROLES.member.rules;
    expect(can(member, "project:access-all")).toBe(false);
    expect(can(member, "identity:grant-privileges")).toBe(false);
    expect(can(member, "settings:edit")).toBe(false);
    expect(can(PROJECT_ROLES.member.rules, "project:delete")).toBe(false);
    expect(can(PROJECT_ROLES.viewer.rules, "secrets:edit")).toBe(false);
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "", "Admin", "owner"])(
    "%j is no role",
    (slug) => {
      expect(builtInRole("organization", slug)).toBeUndefined();
      expect(builtInRole("project", slug)).toBeUndefined();
    },
  );

  it("a project's role is no role of the organization", () => {
    expect(builtInRole("project", "viewer")?.slug).toBe("viewer");
    expect(builtInRole("organization", "viewer")).toBeUndefined();
  });
});
