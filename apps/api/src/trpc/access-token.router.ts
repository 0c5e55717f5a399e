import { CountLiveAccessTokensInput, LiveAccessTokenCount } from "@podpass/contracts";
import { countLiveAccessTokens } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const accessTokenRouter = router({
  countLive: procedure
    .input(CountLiveAccessTokensInput.strict())
    .output(LiveAccessTokenCount)
    .query(({ ctx, input }) => countLiveAccessTokens(ctx.useCase, input)),
});
