import { randomUUID } from "node:crypto";
import type { RoleGrant } from "@podpass/contracts";
import type { Tenant } from "@podpass/testing/world";
import * as core from "../../index.ts";
import { actorId } from "../../shared/actor.ts";

/** A person, and their place in the organization. */
export interface Person {
  userId: string;
  memberId: string;
}

/** Somebody was invited; `token` is what their link holds, as far as the actor knows it. */
export interface Invited {
  invitationId: string;
  email: string;
  token: string;
}

interface Roles {
  organizationRoles: RoleGrant[];
  projectId: string;
  /** None: not a member of the project. */
  projectRoles: RoleGrant[];
}

/** A new person with these roles, given by the organization's admin. */
export async function addPerson(
  tenant: Tenant,
  { organizationRoles, projectId, projectRoles }: Roles,
): Promise<Person> {
  const { admin } = tenant;
  const person = await personOf(tenant, await tenant.contextOf({}));
  await core.updateMember(admin, { memberId: person.memberId, roles: organizationRoles });
  const { userId } = person;
  if (projectRoles.length > 0) await core.addProjectUser(admin, { projectId, userId, roles: projectRoles });
  return person;
}

/** Who acts in the context. */
export async function personOf({ organizationId }: Tenant, { store, actor }: core.UseCaseContext): Promise<Person> {
  const userId = actorId(actor) ?? "";
  const member = await store.members.findOfUser(organizationId, userId);
  return { userId, memberId: member?.id ?? "" };
}

/** Invites an address that nobody has. Rejects with the `AppError` of the use-case. */
export async function inviteSomebody(ctx: core.UseCaseContext, roles: RoleGrant[]): Promise<Invited> {
  const email = `${randomUUID()}@example.com`;
  const { invitation, link } = await core.createInvitation(ctx, { email, roles, expiresInDays: 30 });
  return { invitationId: invitation.id, email, token: tokenOf(link) };
}

/** What stands behind the `#` of an invitation's link. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}
