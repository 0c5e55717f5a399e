import type { CreateOwnIdentityInput, IdentityOutput } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { loadIdentity, toIdentityOutput } from "../identity/identity-output.ts";
import { insertIdentity } from "../identity/insert-identity.ts";
import { insertMember } from "../project-membership/add-project-member.ts";
import { grantRoles } from "../project-membership/grant-roles.ts";
import { identityPrincipal } from "../project-membership/principals.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

const NO_ACCESS = { role: { role: "no-access", customRoleId: null }, roleSlug: "no-access" };

/**
 * Creates an identity for a project, in one step with its membership there: without access to the organization, and with
 * roles within what the actor holds in the project. Asks for what each of the two steps asks for.
 */
export async function createOwnIdentity(ctx: UseCaseContext, input: CreateOwnIdentityInput): Promise<IdentityOutput> {
  const { projectId } = input;
  const access = await openProject(ctx, { id: projectId });
  access.authorize("identity:create");
  ctx.authorize("identity:create");
  const roles = await grantRoles(ctx, access, input.roles);
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    const id = await insertIdentity(tx, ctx, { ...input, ...NO_ACCESS });
    await insertMember(tx, ctx, projectId, identityPrincipal(id), roles);
    return toIdentityOutput(await loadIdentity(tx, id, ctx.organizationId));
  });
}
