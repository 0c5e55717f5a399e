import type { IdentityOutput, OwnIdentityRef, UpdateOwnIdentityInput } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { deleteIdentity } from "../identity/delete-identity.ts";
import { updateIdentity } from "../identity/update-identity.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadOwnIdentity } from "./get-own-identity.ts";

/** `updateIdentity`, for an identity of the project's own: the project has to allow it as well. */
export async function updateOwnIdentity(
  ctx: UseCaseContext,
  { projectId, ...input }: UpdateOwnIdentityInput,
): Promise<IdentityOutput> {
  const { authorize } = await openProject(ctx, { id: projectId });
  authorize("identity:edit");
  // An identity's project never changes, except to none.
  await loadOwnIdentity(ctx, { projectId, identityId: input.identityId });
  return updateIdentity(ctx, input);
}

/** `deleteIdentity`, for an identity of the project's own: the project has to allow it as well. */
export async function deleteOwnIdentity(ctx: UseCaseContext, ref: OwnIdentityRef): Promise<IdentityOutput> {
  const { authorize } = await openProject(ctx, { id: ref.projectId });
  authorize("identity:delete");
  await loadOwnIdentity(ctx, ref);
  return deleteIdentity(ctx, { identityId: ref.identityId });
}
