import { z } from "zod";
import { Name } from "./fields/name.ts";
import { Slug } from "./fields/slug.ts";
import { PermissionRule } from "./permissions/permission-rule.ts";

export const OrganizationOutput = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  /** Since when none of its identities is let in; null while they are. */
  disabledAt: z.date().nullable(),
  /** Whether its people may do nothing in it before they have a second factor. */
  isSecondFactorRequired: z.boolean(),
  createdAt: z.date(),
});
export type OrganizationOutput = z.output<typeof OrganizationOutput>;

export const CreateOrganizationInput = z.object({ name: Name });
export type CreateOrganizationInput = z.output<typeof CreateOrganizationInput>;

export const UpdateOrganizationInput = z.object({
  name: Name.optional(),
  slug: Slug.optional(),
  isSecondFactorRequired: z.boolean().optional(),
});
export type UpdateOrganizationInput = z.output<typeof UpdateOrganizationInput>;

const OrganizationName = z.object({ id: z.string(), name: z.string(), slug: z.string() });

/** Who is signed in, where, and what they may do there. */
export const CurrentSession = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  organization: OrganizationName,
  /** All that let the person in, that one included, in the order they were joined. */
  organizations: z.array(OrganizationName),
  /** The person's membership of it. */
  memberId: z.string(),
  /** None while the person lacks the second factor that the organization asks for. */
  rules: z.array(PermissionRule),
  /** Those that are held for good: what may be handed on for good. */
  lastingRules: z.array(PermissionRule),
  /** Whether the organization asks for a second factor that the person has not set up. */
  isSecondFactorMissing: z.boolean(),
});
export type CurrentSession = z.output<typeof CurrentSession>;
