import { ORGANIZATION_PERMISSIONS, type PermissionRule, PROJECT_PERMISSIONS } from "@podpass/contracts";
import fc from "fast-check";

const Conditions = fc.constantFrom<PermissionRule["conditions"][]>(
  undefined,
  { environment: "dev" },
  { environment: { $ne: "prod" } },
  { secretPath: { $glob: "/open/**" } },
  { secretPath: "/other" },
  { secretPath: { $ne: "/closed" }, environment: { $in: ["dev", "prod"] } },
  { secretTags: { $in: ["public"] } },
  { secretTags: { $ne: "hidden" } },
  { secretName: { $glob: "KEY_?" } },
  { secretPath: { $glob: "/{{identity.metadata.folder}}/**" } },
  { secretPath: { $glob: "/{{identity.auth.kubernetes.namespace}}/**" } },
);
const Rule = fc
  .record({
    action: fc.subarray(["describeSecret", "readValue", "edit", "delete", "create"], { minLength: 1 }),
    conditions: Conditions,
    isDenial: fc.nat(3).map((number) => number === 0),
  })
  .map(
    ({ action, conditions, isDenial }): PermissionRule => ({
      subject: "secrets",
      action,
      ...(conditions ? { conditions } : {}),
      ...(isDenial ? { inverted: true } : {}),
    }),
  );
const Denial = Rule.map((rule): PermissionRule => ({ ...rule, inverted: true }));

export const Rules = fc.array(Rule, { minLength: 1, maxLength: 3 });
export const Hours = fc.constantFrom(null, 1, 2);

/** What the actor may do with secrets and may not, until when, and what one of the other identities may. */
export const Beginning = fc
  .record({
    rules: Rules,
    denials: fc.array(Denial, { minLength: 1, maxLength: 2 }),
    otherRules: fc.option(Rules),
    hours: Hours,
  })
  .map(({ otherRules, ...own }) => ({ ...own, otherRules: otherRules ?? own.rules.slice(0, 1) }));
export type Beginning = typeof Beginning extends fc.Arbitrary<infer Value> ? Value : never;

/** What a manager of people and places holds beside what they may do with secrets. */
export const MANAGEMENT: PermissionRule[] = (
  ["role", "identity", "member", "secret-folders", "tags", "environments", "secret-imports"] as const
).map((subject) => ({ subject, action: [...PROJECT_PERMISSIONS[subject]] }));
export const ORGANIZATION_MANAGEMENT: PermissionRule[] = (["identity", "role", "member"] as const).map((subject) => ({
  subject,
  action: [...ORGANIZATION_PERMISSIONS[subject]],
}));

/** What the actor, as a person, is lent in the organization, and what another role denies them of it. */
export const LENT: PermissionRule[] = [
  { subject: "settings", action: ["read"] },
  { subject: "audit-logs", action: ["read"] },
];
export const ORGANIZATION_DENIALS: PermissionRule[] = [{ subject: "audit-logs", action: ["read"], inverted: true }];
