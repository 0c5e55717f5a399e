import { describeOwnAccessToken, renewAccessToken, revokeAccessToken } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { bearerToken } from "../../plugins/request-context.ts";
import { AuthAnswer, LookupAnswer, toAuth, toLookup } from "./token-wire.ts";
import { toAuthAnswer, toDataAnswer } from "./vault-answer.ts";

const MOUNT_TYPE = "token";

/** What the holder of a token asks and does about it; none of it is a use of the token. */
export const ownToken: FastifyPluginAsyncZod = async (app) => {
  app.get("/auth/token/lookup-self", { schema: { response: { 200: LookupAnswer } } }, async (request) => {
    const accessToken = bearerToken(request);
    const own = await describeOwnAccessToken(request.publicContext(), { accessToken });
    return toDataAnswer(request.id, MOUNT_TYPE, toLookup(accessToken, own));
  });

  app.route({
    method: ["POST", "PUT"],
    url: "/auth/token/renew-self",
    // An `increment` is a wish in Vault too: how much is given is the login method's TTL, and told in the answer.
    schema: { response: { 200: AuthAnswer } },
    async handler(request) {
      const ctx = request.publicContext();
      const { accessToken } = await renewAccessToken(ctx, { accessToken: bearerToken(request) }, "max-ttl");
      const own = await describeOwnAccessToken(ctx, { accessToken });
      return toAuthAnswer(request.id, MOUNT_TYPE, toAuth(accessToken, own));
    },
  });

  app.route({
    method: ["POST", "PUT"],
    url: "/auth/token/revoke-self",
    schema: { response: { 204: z.undefined() } },
    async handler(request, reply) {
      // In Vault a token that was revoked may ask for nothing any more, this included.
      await revokeAccessToken(request.publicContext(), { accessToken: bearerToken(request) }, "refuse");
      return reply.code(204).send(undefined);
    },
  });
};
