import {
  AccessTokenOutput,
  AttachTokenAuthInput,
  CreateTokenInput,
  CreateTokenOutput,
  IdentityRef,
  RenameTokenInput,
  TokenAuthOutput,
  UpdateTokenAuthInput,
} from "@podpass/contracts";
import {
  attachTokenAuth,
  createToken,
  detachTokenAuth,
  getTokenAuth,
  renameToken,
  updateTokenAuth,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const tokenAuthRouter = router({
  get: procedure
    .input(IdentityRef.strict())
    .output(TokenAuthOutput)
    .query(({ ctx, input }) => getTokenAuth(ctx.useCase, input)),
  attach: procedure
    .input(AttachTokenAuthInput.strict())
    .output(TokenAuthOutput)
    .mutation(({ ctx, input }) => attachTokenAuth(ctx.useCase, input)),
  update: procedure
    .input(UpdateTokenAuthInput.strict())
    .output(TokenAuthOutput)
    .mutation(({ ctx, input }) => updateTokenAuth(ctx.useCase, input)),
  detach: procedure
    .input(IdentityRef.strict())
    .output(TokenAuthOutput)
    .mutation(({ ctx, input }) => detachTokenAuth(ctx.useCase, input)),
  createToken: procedure
    .input(CreateTokenInput.strict())
    .output(CreateTokenOutput)
    .mutation(({ ctx, input }) => createToken(ctx.useCase, input)),
  renameToken: procedure
    .input(RenameTokenInput.strict())
    .output(AccessTokenOutput)
    .mutation(({ ctx, input }) => renameToken(ctx.useCase, input)),
});
