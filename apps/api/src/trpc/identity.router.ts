import {
  CreateIdentityInput,
  CreateOwnIdentityInput,
  IdentityOutput,
  IdentityPage,
  IdentityRef,
  ListIdentitiesInput,
  UpdateIdentityInput,
} from "@podpass/contracts";
import {
  createIdentity,
  createOwnIdentity,
  deleteIdentity,
  getIdentity,
  listIdentities,
  updateIdentity,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const identityRouter = router({
  list: procedure
    .input(ListIdentitiesInput.strict())
    .output(IdentityPage)
    .query(({ ctx, input }) => listIdentities(ctx.useCase, input)),
  get: procedure
    .input(IdentityRef.strict())
    .output(IdentityOutput)
    .query(({ ctx, input }) => getIdentity(ctx.useCase, input)),
  /** From the dashboard a new identity has Universal Auth, as the guide says. */
  create: procedure
    .input(CreateIdentityInput.omit({ isUniversalAuthAttached: true }).strict())
    .output(IdentityOutput)
    .mutation(({ ctx, input }) => createIdentity(ctx.useCase, { ...input, isUniversalAuthAttached: true })),
  /** The same for an identity of a project's own. */
  createOwn: procedure
    .input(CreateOwnIdentityInput.omit({ isUniversalAuthAttached: true }).strict())
    .output(IdentityOutput)
    .mutation(({ ctx, input }) => createOwnIdentity(ctx.useCase, { ...input, isUniversalAuthAttached: true })),
  update: procedure
    .input(UpdateIdentityInput.strict())
    .output(IdentityOutput)
    .mutation(({ ctx, input }) => updateIdentity(ctx.useCase, input)),
  delete: procedure
    .input(IdentityRef.strict())
    .output(IdentityOutput)
    .mutation(({ ctx, input }) => deleteIdentity(ctx.useCase, input)),
});
