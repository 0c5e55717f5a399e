import { AccessTokenInput } from "@podpass/contracts";
import { revokeAccessToken } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

const Answer = z.object({ message: z.string() });

/** The token in the body is the proof; an authorization header is neither needed nor read. */
export const revoke: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/auth/token/revoke",
    { schema: { summary: "Revoke an access token at once", body: AccessTokenInput, response: { 200: Answer } } },
    async (request) => {
      await revokeAccessToken(request.publicContext(), request.body);
      return { message: "Successfully revoked access token" };
    },
  );
};
