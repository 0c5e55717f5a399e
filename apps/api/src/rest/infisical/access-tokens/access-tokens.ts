import {
  AccessTokenOutput,
  AccessTokenRef,
  ListAccessTokensInput,
  RevokeAccessTokensInput,
  RevokedAccessTokens,
} from "@podpass/contracts";
import { getAccessToken, listAccessTokens, parseWith, revokeAccessTokens } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { queryInteger, WireText } from "../../wire/fields.ts";

const URL = "/v1/access-tokens";
const params = z.object({ accessTokenId: WireText });
const ListQuery = z.object({
  identityId: WireText.optional(),
  authMethod: WireText.optional(),
  state: WireText.optional(),
  serviceAccountNamespace: WireText.optional(),
  serviceAccountName: WireText.optional(),
  cursor: WireText.optional(),
  limit: queryInteger(1, 100).optional(),
});
const RevokeBody = z.object({
  accessTokenIds: z.array(WireText, "Must be a list of ids").optional(),
  identityId: WireText.optional(),
  authMethod: WireText.optional(),
  serviceAccount: z.object({ namespace: WireText, name: WireText }).optional(),
});
const ListAnswer = z.object({ accessTokens: z.array(AccessTokenOutput), nextCursor: z.string().nullable() });
const Answer = z.object({ accessToken: AccessTokenOutput });

const config = { wireNames: { accessTokenIds: "accessTokenId" } };

/** The organization's access tokens, whichever way they were issued: listing and revoking them. */
export const accessTokens: FastifyPluginAsyncZod = async (app) => {
  app.get(
    URL,
    {
      schema: {
        summary: "List access tokens, whichever way they were issued",
        querystring: ListQuery,
        response: { 200: ListAnswer },
      },
    },
    async ({ query, useCase }) => {
      const { serviceAccountNamespace: namespace, serviceAccountName: name, ...filter } = query;
      const serviceAccount = namespace === undefined && name === undefined ? undefined : { namespace, name };
      const { items, nextCursor } = await listAccessTokens(
        useCase,
        parseWith(ListAccessTokensInput, { ...filter, serviceAccount }),
      );
      return { accessTokens: items, nextCursor };
    },
  );

  app.get(
    `${URL}/:accessTokenId`,
    { schema: { summary: "Read an access token's data", params, response: { 200: Answer } } },
    async (request) => ({
      accessToken: await getAccessToken(request.useCase, parseWith(AccessTokenRef, request.params)),
    }),
  );

  app.post(
    `${URL}/revoke`,
    {
      schema: {
        summary: "Revoke several access tokens, or all of an identity",
        body: RevokeBody,
        response: { 200: RevokedAccessTokens },
      },
    },
    async ({ body, useCase }) => revokeAccessTokens(useCase, parseWith(RevokeAccessTokensInput, body)),
  );

  app.post(
    `${URL}/:accessTokenId/revoke`,
    { config, schema: { summary: "Revoke an access token by id", params, response: { 200: RevokedAccessTokens } } },
    async ({ params: { accessTokenId }, useCase }) =>
      revokeAccessTokens(useCase, parseWith(RevokeAccessTokensInput, { accessTokenIds: [accessTokenId] })),
  );
};
