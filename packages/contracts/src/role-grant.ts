import { z } from "zod";
import { WindowLength } from "./fields/window-length.ts";
import { RoleSlug } from "./identity.ts";

const Instant = z.iso.datetime({ offset: true, error: "Must be an instant in ISO 8601, with its offset" });

/** A role that is held for a time: for so long from its start, or until its end. A start left out is now. */
const TemporaryRole = z
  .strictObject({
    role: RoleSlug,
    startsAt: Instant.optional(),
    windowLength: WindowLength.optional(),
    endsAt: Instant.optional(),
  })
  .refine(({ windowLength, endsAt }) => (windowLength === undefined) !== (endsAt === undefined), {
    path: ["windowLength"],
    message: "Give either a length or an end",
  })
  .refine(
    ({ startsAt, endsAt }) => startsAt === undefined || endsAt === undefined || new Date(endsAt) > new Date(startsAt),
    { path: ["endsAt"], message: "Must be after the start" },
  );
export type TemporaryRole = z.output<typeof TemporaryRole>;

/** What a membership is given: a slug alone is a role for good. */
export const RoleGrant = z.union([RoleSlug, TemporaryRole]);
export type RoleGrant = z.output<typeof RoleGrant>;

/** The slug of the role that is given. */
export function slugOfGrant(grant: RoleGrant): string {
  return typeof grant === "string" ? grant : grant.role;
}

/** All that a membership is given. */
export const RoleGrants = z
  .array(RoleGrant)
  .min(1, "Choose at least one role")
  .max(20)
  .refine((roles) => new Set(roles.map(slugOfGrant)).size === roles.length, "A role is named twice");

/** `id` names the row, `role` the role's slug; built-in roles have no id of their own. */
export const MembershipRole = z.object({
  id: z.string(),
  role: z.string(),
  isCustom: z.boolean(),
  customRoleId: z.string().nullable(),
  name: z.string(),
  /** Null for a role that is held for good. `windowLength` is how a window was asked for that has no end of its own. */
  window: z.object({ startsAt: z.date(), endsAt: z.date(), windowLength: z.string().nullable() }).nullable(),
});
export type MembershipRole = z.output<typeof MembershipRole>;
