import type { IdentityOutput, IdentityPage, ListOwnIdentitiesInput, OwnIdentityRef } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { identityPageOf } from "../identity/get-identity.ts";
import { loadIdentity, toIdentityOutput } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** One identity of a project's own, for whoever may read the project's identities. */
export async function getOwnIdentity(ctx: UseCaseContext, input: OwnIdentityRef): Promise<IdentityOutput> {
  const { authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:read");
  return loadOwnIdentity(ctx, input);
}

/** A project's own identities by name. */
export async function listOwnIdentities(ctx: UseCaseContext, input: ListOwnIdentitiesInput): Promise<IdentityPage> {
  const { authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:read");
  return identityPageOf(ctx, input);
}

/** The identity, or `identity.not_found` when it was not made for the project. */
export async function loadOwnIdentity(
  ctx: UseCaseContext,
  { projectId, identityId }: OwnIdentityRef,
): Promise<IdentityOutput> {
  const identity = toIdentityOutput(await loadIdentity(ctx.store, identityId, ctx.organizationId));
  if (identity.project?.id !== projectId) throw new AppError("identity.not_found");
  return identity;
}
