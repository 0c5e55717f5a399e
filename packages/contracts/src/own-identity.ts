import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { PageInput, Search } from "./fields/page.ts";
import { CreateIdentityInput, UpdateIdentityInput } from "./identity.ts";
import { RoleGrants } from "./role-grant.ts";

/** A new identity of a project's own: without access to the organization, with these roles in the project. */
export const CreateOwnIdentityInput = CreateIdentityInput.pick({
  name: true,
  hasDeleteProtection: true,
  metadata: true,
  isUniversalAuthAttached: true,
}).extend({ projectId: Id, roles: RoleGrants });
export type CreateOwnIdentityInput = z.output<typeof CreateOwnIdentityInput>;

export const OwnIdentityRef = z.object({ projectId: Id, identityId: Id });
export type OwnIdentityRef = z.output<typeof OwnIdentityRef>;

export const UpdateOwnIdentityInput = UpdateIdentityInput.omit({ role: true }).extend({ projectId: Id });
export type UpdateOwnIdentityInput = z.output<typeof UpdateOwnIdentityInput>;

export const ListOwnIdentitiesInput = PageInput.extend({ projectId: Id, search: Search });
export type ListOwnIdentitiesInput = z.output<typeof ListOwnIdentitiesInput>;
