import { LoginWithUniversalAuthInput } from "@podpass/contracts";
import { loginWithUniversalAuth } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IssuedAccessTokenAnswer, toIssuedAccessTokenAnswer } from "../../wire/access-token.ts";

/** The way in for what is no pod: a client id and secret for an access token. */
export const universalLogin: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/auth/universal-auth/login",
    {
      schema: {
        summary: "Trade a client id and secret for an access token",
        body: LoginWithUniversalAuthInput,
        response: { 200: IssuedAccessTokenAnswer },
      },
    },
    async (request) => toIssuedAccessTokenAnswer(await loginWithUniversalAuth(request.publicContext(), request.body)),
  );
};
