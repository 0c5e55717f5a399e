import { AccessTokenInput } from "@podpass/contracts";
import { renewAccessToken } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IssuedAccessTokenAnswer, toIssuedAccessTokenAnswer } from "../../wire/access-token.ts";

/** The token in the body is the proof; an authorization header is neither needed nor read. */
export const renew: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/auth/token/renew",
    {
      schema: {
        summary: "Renew an access token; the old one stays valid until it expires",
        body: AccessTokenInput,
        response: { 200: IssuedAccessTokenAnswer },
      },
    },
    async (request) => toIssuedAccessTokenAnswer(await renewAccessToken(request.publicContext(), request.body)),
  );
};
