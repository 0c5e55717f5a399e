import {
  AttachUniversalAuthInput,
  IdentityRef,
  type UniversalAuthOutput,
  UpdateUniversalAuthInput,
} from "@podpass/contracts";
import {
  attachUniversalAuth,
  clearLockouts,
  detachUniversalAuth,
  getUniversalAuth,
  parseWith,
  updateUniversalAuth,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  accessTokenPolicyAnswer,
  accessTokenPolicyBody,
  fromAccessTokenPolicyBody,
  fromTrustedIpsBody,
  TrustedIpsAnswer,
  TrustedIpsBody,
  toAccessTokenPolicyAnswer,
  toTrustedIpAnswer,
} from "../../wire/access-token-policy.ts";
import { WireFlag, WireNumber, WireText } from "../../wire/fields.ts";

const URL = "/v1/auth/universal-auth/identities/:identityId";
const params = z.object({ identityId: WireText });
const Body = z.object({
  clientSecretTrustedIps: TrustedIpsBody.optional(),
  ...accessTokenPolicyBody,
  lockoutEnabled: WireFlag.optional(),
  lockoutThreshold: WireNumber.optional(),
  lockoutDurationSeconds: WireNumber.optional(),
  lockoutCounterResetSeconds: WireNumber.optional(),
});
const UpdateBody = Body.extend({ existingTokens: WireText.optional() });
const Answer = z.object({
  identityUniversalAuth: z.object({
    id: z.string(),
    identityId: z.string(),
    clientId: z.string(),
    clientSecretTrustedIps: TrustedIpsAnswer,
    ...accessTokenPolicyAnswer,
    lockoutEnabled: z.boolean(),
    lockoutThreshold: z.int(),
    lockoutDurationSeconds: z.int(),
    lockoutCounterResetSeconds: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
  }),
});

const ClearAnswer = z.object({ deleted: z.int() });

function fromBody(identityId: string, body: z.output<typeof Body>) {
  return {
    identityId,
    clientSecretTrustedIps: fromTrustedIpsBody(body.clientSecretTrustedIps),
    ...fromAccessTokenPolicyBody(body),
    isLockoutEnabled: body.lockoutEnabled,
    lockoutThreshold: body.lockoutThreshold,
    lockoutDurationSeconds: body.lockoutDurationSeconds,
    lockoutCounterResetSeconds: body.lockoutCounterResetSeconds,
  };
}

function toAnswer(output: UniversalAuthOutput): z.output<typeof Answer> {
  return {
    identityUniversalAuth: {
      id: output.id,
      identityId: output.identityId,
      clientId: output.clientId,
      clientSecretTrustedIps: output.clientSecretTrustedIps.map(toTrustedIpAnswer),
      ...toAccessTokenPolicyAnswer(output),
      lockoutEnabled: output.isLockoutEnabled,
      lockoutThreshold: output.lockoutThreshold,
      lockoutDurationSeconds: output.lockoutDurationSeconds,
      lockoutCounterResetSeconds: output.lockoutCounterResetSeconds,
      createdAt: output.createdAt,
      updatedAt: output.updatedAt,
    },
  };
}

/** The Universal Auth of an identity. */
export const universalAuth: FastifyPluginAsyncZod = async (app) => {
  app.post(
    URL,
    {
      schema: { summary: "Let an identity log in with client secrets", params, body: Body, response: { 200: Answer } },
    },
    async (request) => {
      const input = parseWith(AttachUniversalAuthInput, fromBody(request.params.identityId, request.body));
      return toAnswer(await attachUniversalAuth(request.useCase, input));
    },
  );

  app.patch(
    URL,
    { schema: { summary: "Change an identity's Universal Auth", params, body: UpdateBody, response: { 200: Answer } } },
    async (request) => {
      const { existingTokens, ...body } = request.body;
      const wanted = { ...fromBody(request.params.identityId, body), existingTokens };
      const input = parseWith(UpdateUniversalAuthInput, wanted);
      return toAnswer(await updateUniversalAuth(request.useCase, input));
    },
  );

  app.get(
    URL,
    { schema: { summary: "Read an identity's Universal Auth", params, response: { 200: Answer } } },
    async (request) => toAnswer(await getUniversalAuth(request.useCase, parseWith(IdentityRef, request.params))),
  );

  app.delete(
    URL,
    {
      schema: {
        summary: "Take Universal Auth off an identity; its tokens die with it",
        params,
        response: { 200: Answer },
      },
    },
    async (request) => toAnswer(await detachUniversalAuth(request.useCase, parseWith(IdentityRef, request.params))),
  );

  app.post(
    `${URL}/clear-lockouts`,
    { schema: { summary: "Let locked-out clients try again", params, response: { 200: ClearAnswer } } },
    async (request) => {
      const { clearedCount } = await clearLockouts(request.useCase, parseWith(IdentityRef, request.params));
      return { deleted: clearedCount };
    },
  );
};
