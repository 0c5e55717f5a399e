import { z } from "zod";
import { Name } from "./fields/name.ts";
import { PermissionRule } from "./permissions/permission-rule.ts";

export const OrganizationOutput = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  /** Since when none of its identities is let in; null: they are. */
  disabledAt: z.date().nullable(),
  createdAt: z.date(),
});
export type OrganizationOutput = z.output<typeof OrganizationOutput>;

export const UpdateOrganizationInput = z.object({ name: Name });
export type UpdateOrganizationInput = z.output<typeof UpdateOrganizationInput>;

/** Who is signed in, where, and what they may do there. */
export const CurrentSession = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organization: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
  /** The person's membership of it. */
  memberId: z.string(),
  rules: z.array(PermissionRule),
  /** Those that are held for good: what may be handed on for good. */
  lastingRules: z.array(PermissionRule),
});
export type CurrentSession = z.output<typeof CurrentSession>;
