import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";
import { WindowLength } from "./fields/window-length.ts";
import { AuthMethod, RoleSlug } from "./identity.ts";

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
  });
export type TemporaryRole = z.output<typeof TemporaryRole>;

/** What a membership is given: a slug alone is a role for good. */
export const RoleGrant = z.union([RoleSlug, TemporaryRole]);
export type RoleGrant = z.output<typeof RoleGrant>;

/** The slug of the role that is given. */
export function slugOfGrant(grant: RoleGrant): string {
  return typeof grant === "string" ? grant : grant.role;
}

const Roles = z
  .array(RoleGrant)
  .min(1, "Choose at least one role")
  .max(20)
  .refine((roles) => new Set(roles.map(slugOfGrant)).size === roles.length, "A role is named twice");

export const AddProjectIdentityInput = z.object({ projectId: Id, identityId: Id, roles: Roles });
export type AddProjectIdentityInput = z.output<typeof AddProjectIdentityInput>;

/** `roles` replaces the roles there are. */
export const UpdateProjectIdentityInput = AddProjectIdentityInput;
export type UpdateProjectIdentityInput = z.output<typeof UpdateProjectIdentityInput>;

export const ProjectIdentityRef = z.object({ projectId: Id, identityId: Id });
export type ProjectIdentityRef = z.output<typeof ProjectIdentityRef>;

/** `id` names the row, `role` the role's slug. */
export const MembershipRole = z.object({
  id: z.string(),
  role: z.string(),
  isCustom: z.boolean(),
  name: z.string(),
  /** Null for a role that is held for good. `windowLength` is how a window was asked for that has no end of its own. */
  window: z.object({ startsAt: z.date(), endsAt: z.date(), windowLength: z.string().nullable() }).nullable(),
});
export type MembershipRole = z.output<typeof MembershipRole>;

export const IdentityMembershipOutput = z.object({
  id: z.string(),
  identity: z.object({
    id: z.string(),
    name: z.string(),
    hasDeleteProtection: z.boolean(),
    authMethods: z.array(AuthMethod),
  }),
  project: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
  roles: z.array(MembershipRole),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type IdentityMembershipOutput = z.output<typeof IdentityMembershipOutput>;

export const ListProjectIdentitiesInput = PageInput.extend({ projectId: Id, search: Search });
export type ListProjectIdentitiesInput = z.output<typeof ListProjectIdentitiesInput>;
export const IdentityMembershipPage = pageOf(IdentityMembershipOutput).extend({ totalCount: z.number() });
export type IdentityMembershipPage = z.output<typeof IdentityMembershipPage>;

/** Identities of the organization that are not yet in the project. */
export const AvailableIdentitiesInput = z.object({ projectId: Id, search: Search });
export type AvailableIdentitiesInput = z.output<typeof AvailableIdentitiesInput>;
export const AvailableIdentities = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
export type AvailableIdentities = z.output<typeof AvailableIdentities>;

export const ListIdentityProjectsInput = PageInput.extend({ identityId: Id });
export type ListIdentityProjectsInput = z.output<typeof ListIdentityProjectsInput>;

export const UserMembershipOutput = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  roles: z.array(MembershipRole),
  createdAt: z.date(),
});
export type UserMembershipOutput = z.output<typeof UserMembershipOutput>;
export const ListProjectUsersInput = PageInput.extend({ projectId: Id, search: Search });
export type ListProjectUsersInput = z.output<typeof ListProjectUsersInput>;
export const UserMembershipPage = pageOf(UserMembershipOutput);
export type UserMembershipPage = z.output<typeof UserMembershipPage>;
