import {
  can,
  type IdentityOutput,
  type IdentityPage,
  type ListOwnIdentitiesInput,
  type OwnIdentityRef,
} from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { identityPageOf } from "../identity/get-identity.ts";
import { loadIdentity, toIdentityOutput } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * One identity of a project's own, for whoever may read the project's identities: while it is a member there, and
 * afterwards for whoever may read the organization's.
 */
export async function getOwnIdentity(ctx: UseCaseContext, input: OwnIdentityRef): Promise<IdentityOutput> {
  const { authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:read");
  const identity = await loadOwnIdentity(ctx, input);
  const isVisible =
    mayReadAll(ctx) || (await ctx.store.projectMemberships.findOfIdentity(input.projectId, input.identityId));
  if (!isVisible) throw new AppError("identity.not_found");
  return identity;
}

/** A project's own identities by name, those that `getOwnIdentity` answers. */
export async function listOwnIdentities(ctx: UseCaseContext, input: ListOwnIdentitiesInput): Promise<IdentityPage> {
  const { authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:read");
  return identityPageOf(ctx, { ...input, isMember: !mayReadAll(ctx) });
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

/** Whether the caller may read identities that left the project as well: they are the organization's alone then. */
function mayReadAll(ctx: UseCaseContext): boolean {
  return can(ctx.organizationRules, "identity:read");
}
