import { z } from "zod";
import { Id, UserId } from "./fields/ids.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";
import { AuthMethod } from "./identity.ts";
import { MembershipRole, RoleGrants } from "./role-grant.ts";
import { Email } from "./setup.ts";

export const AddProjectIdentityInput = z.object({ projectId: Id, identityId: Id, roles: RoleGrants });
export type AddProjectIdentityInput = z.output<typeof AddProjectIdentityInput>;

/** `roles` replaces the roles there are. */
export const UpdateProjectIdentityInput = AddProjectIdentityInput;
export type UpdateProjectIdentityInput = z.output<typeof UpdateProjectIdentityInput>;

export const ProjectIdentityRef = z.object({ projectId: Id, identityId: Id });
export type ProjectIdentityRef = z.output<typeof ProjectIdentityRef>;

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

export const ProjectUserRef = z.object({ projectId: Id, userId: UserId });
export type ProjectUserRef = z.output<typeof ProjectUserRef>;
export const AddProjectUserInput = ProjectUserRef.extend({ roles: RoleGrants });
export type AddProjectUserInput = z.output<typeof AddProjectUserInput>;
/** The same for several people at once, named by the addresses they sign in with. */
export const AddProjectUsersByEmailInput = z.object({
  projectId: Id,
  emails: z.array(Email).min(1, "Name at least one person").max(100, "At most 100 people at a time"),
  roles: RoleGrants,
});
export type AddProjectUsersByEmailInput = z.output<typeof AddProjectUsersByEmailInput>;
/** `roles` replaces the roles there are. */
export const UpdateProjectUserInput = AddProjectUserInput;
export type UpdateProjectUserInput = z.output<typeof UpdateProjectUserInput>;

/** Members of the organization that are not yet in the project. */
export const AvailableUsersInput = z.object({ projectId: Id, search: Search });
export type AvailableUsersInput = z.output<typeof AvailableUsersInput>;
export const AvailableUsers = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
});
export type AvailableUsers = z.output<typeof AvailableUsers>;

export const ListProjectUsersInput = PageInput.extend({ projectId: Id, search: Search });
export type ListProjectUsersInput = z.output<typeof ListProjectUsersInput>;
export const UserMembershipPage = pageOf(UserMembershipOutput);
export type UserMembershipPage = z.output<typeof UserMembershipPage>;
