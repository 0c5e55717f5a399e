import {
  type ClientSecretOutput,
  ClientSecretRef,
  CreateClientSecretInput,
  ListClientSecretsInput,
} from "@podpass/contracts";
import { createClientSecret, getClientSecret, listClientSecrets, parseWith, revokeClientSecret } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, EVERYTHING } from "../../wire/collect-pages.ts";
import { WireNumber, WireText } from "../../wire/fields.ts";

const URL = "/v1/auth/universal-auth/identities/:identityId/client-secrets";
const params = z.object({ identityId: WireText });
const secretParams = params.extend({ clientSecretId: WireText });
const Body = z.object({
  description: WireText.optional(),
  ttl: WireNumber.optional(),
  numUsesLimit: WireNumber.optional(),
});

const ClientSecretData = z.object({
  id: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
  description: z.string(),
  clientSecretPrefix: z.string(),
  clientSecretNumUses: z.int(),
  clientSecretNumUsesLimit: z.int(),
  clientSecretTTL: z.int(),
  identityUAId: z.string(),
  isClientSecretRevoked: z.boolean(),
});
const Answer = z.object({ clientSecretData: ClientSecretData });
const CreateAnswer = Answer.extend({ clientSecret: z.string() });
const ListAnswer = z.object({ clientSecretData: z.array(ClientSecretData) });

function toData(output: ClientSecretOutput): z.output<typeof ClientSecretData> {
  return {
    id: output.id,
    createdAt: output.createdAt,
    updatedAt: output.updatedAt,
    description: output.description,
    clientSecretPrefix: output.prefix,
    clientSecretNumUses: output.uses,
    clientSecretNumUsesLimit: output.maxUses,
    clientSecretTTL: output.ttlSeconds,
    identityUAId: output.universalAuthId,
    isClientSecretRevoked: output.isRevoked,
  };
}

/** The client secrets of an identity's Universal Auth. The value is in the answer to its making and in no other. */
export const clientSecrets: FastifyPluginAsyncZod = async (app) => {
  app.post(
    URL,
    {
      schema: {
        summary: "Create a client secret; it is shown this once",
        params,
        body: Body,
        response: { 200: CreateAnswer },
      },
    },
    async (request) => {
      const { description, ttl, numUsesLimit } = request.body;
      const { identityId } = request.params;
      const wanted = { identityId, description, ttlSeconds: ttl, maxUses: numUsesLimit };
      const made = await createClientSecret(request.useCase, parseWith(CreateClientSecretInput, wanted));
      return { clientSecret: made.clientSecret, clientSecretData: toData(made.data) };
    },
  );

  app.get(
    URL,
    { schema: { summary: "List client secrets, without the secrets", params, response: { 200: ListAnswer } } },
    async (request) => {
      const { items } = await collectPages(
        (part) => listClientSecrets(request.useCase, parseWith(ListClientSecretsInput, { ...request.params, ...part })),
        EVERYTHING,
      );
      return { clientSecretData: items.map(toData) };
    },
  );

  app.get(
    `${URL}/:clientSecretId`,
    { schema: { summary: "Read a client secret's data", params: secretParams, response: { 200: Answer } } },
    async (request) => ({
      clientSecretData: toData(await getClientSecret(request.useCase, parseWith(ClientSecretRef, request.params))),
    }),
  );

  app.post(
    `${URL}/:clientSecretId/revoke`,
    { schema: { summary: "Revoke a client secret and its tokens", params: secretParams, response: { 200: Answer } } },
    async (request) => ({
      clientSecretData: toData(await revokeClientSecret(request.useCase, parseWith(ClientSecretRef, request.params))),
    }),
  );
};
