import {
  AttachUniversalAuthInput,
  ClearedLockouts,
  ClientSecretOutput,
  ClientSecretPage,
  ClientSecretRef,
  CreateClientSecretInput,
  CreateClientSecretOutput,
  IdentityRef,
  ListClientSecretsInput,
  UniversalAuthOutput,
  UpdateUniversalAuthInput,
} from "@podpass/contracts";
import {
  attachUniversalAuth,
  clearLockouts,
  createClientSecret,
  detachUniversalAuth,
  getUniversalAuth,
  listClientSecrets,
  revokeClientSecret,
  updateUniversalAuth,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const universalAuthRouter = router({
  get: procedure
    .input(IdentityRef.strict())
    .output(UniversalAuthOutput)
    .query(({ ctx, input }) => getUniversalAuth(ctx.useCase, input)),
  attach: procedure
    .input(AttachUniversalAuthInput.strict())
    .output(UniversalAuthOutput)
    .mutation(({ ctx, input }) => attachUniversalAuth(ctx.useCase, input)),
  update: procedure
    .input(UpdateUniversalAuthInput.strict())
    .output(UniversalAuthOutput)
    .mutation(({ ctx, input }) => updateUniversalAuth(ctx.useCase, input)),
  detach: procedure
    .input(IdentityRef.strict())
    .output(UniversalAuthOutput)
    .mutation(({ ctx, input }) => detachUniversalAuth(ctx.useCase, input)),
  clearLockouts: procedure
    .input(IdentityRef.strict())
    .output(ClearedLockouts)
    .mutation(({ ctx, input }) => clearLockouts(ctx.useCase, input)),
  listClientSecrets: procedure
    .input(ListClientSecretsInput.strict())
    .output(ClientSecretPage)
    .query(({ ctx, input }) => listClientSecrets(ctx.useCase, input)),
  createClientSecret: procedure
    .input(CreateClientSecretInput.strict())
    .output(CreateClientSecretOutput)
    .mutation(({ ctx, input }) => createClientSecret(ctx.useCase, input)),
  revokeClientSecret: procedure
    .input(ClientSecretRef.strict())
    .output(ClientSecretOutput)
    .mutation(({ ctx, input }) => revokeClientSecret(ctx.useCase, input)),
});
