import { AttachTokenAuthInput, IdentityRef, type TokenAuthOutput, UpdateTokenAuthInput } from "@podpass/contracts";
import { attachTokenAuth, detachTokenAuth, getTokenAuth, parseWith, updateTokenAuth } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  accessTokenPolicyAnswer,
  accessTokenPolicyBody,
  fromAccessTokenPolicyBody,
  toAccessTokenPolicyAnswer,
} from "../../wire/access-token-policy.ts";
import { WireText } from "../../wire/fields.ts";

const URL = "/v1/auth/token-auth/identities/:identityId";
const params = z.object({ identityId: WireText });
const Body = z.object(accessTokenPolicyBody);
const UpdateBody = Body.extend({ existingTokens: WireText.optional() });
const Answer = z.object({
  identityTokenAuth: z.object({
    id: z.string(),
    identityId: z.string(),
    ...accessTokenPolicyAnswer,
    createdAt: z.date(),
    updatedAt: z.date(),
  }),
});

function toAnswer(output: TokenAuthOutput): z.output<typeof Answer> {
  const { id, identityId, createdAt, updatedAt } = output;
  return { identityTokenAuth: { id, identityId, ...toAccessTokenPolicyAnswer(output), createdAt, updatedAt } };
}

/** The Token Auth of an identity. */
export const tokenAuth: FastifyPluginAsyncZod = async (app) => {
  app.post(
    URL,
    { schema: { summary: "Let admins make tokens for an identity", params, body: Body, response: { 200: Answer } } },
    async (request) => {
      const wanted = { identityId: request.params.identityId, ...fromAccessTokenPolicyBody(request.body) };
      return toAnswer(await attachTokenAuth(request.useCase, parseWith(AttachTokenAuthInput, wanted)));
    },
  );

  app.patch(
    URL,
    { schema: { summary: "Change an identity's Token Auth", params, body: UpdateBody, response: { 200: Answer } } },
    async (request) => {
      const { existingTokens, ...body } = request.body;
      const wanted = { identityId: request.params.identityId, ...fromAccessTokenPolicyBody(body), existingTokens };
      return toAnswer(await updateTokenAuth(request.useCase, parseWith(UpdateTokenAuthInput, wanted)));
    },
  );

  app.get(
    URL,
    { schema: { summary: "Read an identity's Token Auth", params, response: { 200: Answer } } },
    async (request) => toAnswer(await getTokenAuth(request.useCase, parseWith(IdentityRef, request.params))),
  );

  app.delete(
    URL,
    {
      schema: { summary: "Take Token Auth off an identity; its tokens die with it", params, response: { 200: Answer } },
    },
    async (request) => toAnswer(await detachTokenAuth(request.useCase, parseWith(IdentityRef, request.params))),
  );
};
