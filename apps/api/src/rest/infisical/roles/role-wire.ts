import type { PermissionRule, RoleOutput } from "@podpass/contracts";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";

/** Rules are checked by the contract, which names what is wrong with each. */
const RulesBody = z.array(z.unknown(), "Must be a list of {subject, action, conditions?, inverted?}");
export const CreateRoleBody = z.object({
  slug: WireText,
  name: WireText,
  description: WireText.nullish(),
  permissions: RulesBody,
});
export const UpdateRoleBody = z.object({
  slug: WireText.optional(),
  name: WireText.optional(),
  description: WireText.nullish(),
  permissions: RulesBody.optional(),
});

/** What Terraform's older roles call reading a secret, and the two things that it is. */
const READ = "read";
const READING = ["describeSecret", "readValue"];

/** The same rule without the older word, whether it allows or denies; what is no such rule is left to the contract. */
function inNewActions(rule: unknown): unknown {
  const { subject, action }: { subject?: unknown; action?: unknown } = Object(rule);
  const actions: unknown[] = Array.isArray(action) ? action : [action];
  if (subject !== "secrets" || !actions.includes(READ)) return rule;
  return { ...Object(rule), action: actions.flatMap((name) => (name === READ ? READING : [name])) };
}

/** The contract's fields of what was sent. */
export function fromRoleBody({ description, permissions, ...body }: z.output<typeof UpdateRoleBody>) {
  return {
    ...body,
    ...(description == null ? {} : { description }),
    ...(permissions === undefined ? {} : { rules: permissions.map(inNewActions) }),
  };
}

const RuleAnswer = z.object({
  subject: z.string(),
  action: z.array(z.string()),
  conditions: z.record(z.string(), z.unknown()).optional(),
  inverted: z.boolean().optional(),
});

export const RoleAnswer = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(RuleAnswer),
  orgId: z.string(),
  projectId: z.string().nullable(),
  createdAt: z.date().nullable(),
  updatedAt: z.date().nullable(),
});

/** A built-in role goes by its slug, having no id. */
export function toRoleAnswer(
  place: { organizationId: string; projectId: string | null },
  { id, slug, name, description, rules, createdAt, updatedAt }: RoleOutput,
): z.output<typeof RoleAnswer> {
  return {
    id: id ?? slug,
    slug,
    name,
    description,
    permissions: rules,
    orgId: place.organizationId,
    projectId: place.projectId,
    createdAt,
    updatedAt,
  };
}

/** Rules in the shape of CASL's `packRules`, which clients of these routes unpack: lists without their empty end. */
export function packRules(rules: readonly PermissionRule[]): unknown[][] {
  return rules.map(({ subject, action, conditions, inverted }) => {
    const head = [action.join(","), subject];
    if (inverted) return [...head, conditions ?? 0, 1];
    return conditions ? [...head, conditions] : head;
  });
}
export const PackedRules = z.array(z.array(z.unknown()));
