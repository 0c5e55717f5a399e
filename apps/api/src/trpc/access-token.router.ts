import {
  AccessTokenPage,
  CountLiveAccessTokensInput,
  CountLiveOfServiceAccountInput,
  ListAccessTokensInput,
  LiveAccessTokenCount,
  RevokeAccessTokensInput,
  RevokedAccessTokens,
} from "@podpass/contracts";
import { countLiveAccessTokens, countLiveOfServiceAccount, listAccessTokens, revokeAccessTokens } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const accessTokenRouter = router({
  countLive: procedure
    .input(CountLiveAccessTokensInput.strict())
    .output(LiveAccessTokenCount)
    .query(({ ctx, input }) => countLiveAccessTokens(ctx.useCase, input)),
  countLiveOfServiceAccount: procedure
    .input(CountLiveOfServiceAccountInput.strict())
    .output(LiveAccessTokenCount)
    .query(({ ctx, input }) => countLiveOfServiceAccount(ctx.useCase, input)),
  list: procedure
    .input(ListAccessTokensInput.strict())
    .output(AccessTokenPage)
    .query(({ ctx, input }) => listAccessTokens(ctx.useCase, input)),
  revoke: procedure
    .input(RevokeAccessTokensInput.strict())
    .output(RevokedAccessTokens)
    .mutation(({ ctx, input }) => revokeAccessTokens(ctx.useCase, input)),
});
