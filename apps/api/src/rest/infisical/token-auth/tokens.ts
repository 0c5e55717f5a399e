import {
  AccessTokenRef,
  CreateTokenInput,
  ListAccessTokensInput,
  RenameTokenInput,
  RevokeAccessTokensInput,
} from "@podpass/contracts";
import {
  createToken,
  getAccessToken,
  listAccessTokens,
  parseWith,
  renameToken,
  revokeAccessTokens,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { IssuedAccessTokenAnswer, toIssuedAccessTokenAnswer } from "../../wire/access-token.ts";
import { collectPages, rangeQuery } from "../../wire/collect-pages.ts";
import { WireText } from "../../wire/fields.ts";
import { TokenData, toTokenData } from "./token-wire.ts";

const TOKENS_URL = "/v1/auth/token-auth/identities/:identityId/tokens";
const TOKEN_URL = "/v1/auth/token-auth/tokens/:tokenId";
const DEFAULT_LIMIT = 20;

const params = z.object({ identityId: WireText });
const tokenParams = z.object({ tokenId: WireText });
const CreateBody = z.object({ name: WireText.optional() });
const RenameBody = z.object({ name: WireText });
const CreateAnswer = IssuedAccessTokenAnswer.extend({ tokenData: TokenData });
const ListAnswer = z.object({ tokens: z.array(TokenData) });
const Answer = z.object({ token: TokenData });
const RevokeAnswer = z.object({ message: z.string() });

/** What this route calls the contracts' field. */
const config = { wireNames: { accessTokenId: "tokenId", accessTokenIds: "tokenId" } };

/** The tokens an admin makes. A token is in the answer to its making and in no other. */
export const tokens: FastifyPluginAsyncZod = async (app) => {
  app.post(
    TOKENS_URL,
    {
      schema: {
        summary: "Make a token; it is shown this once",
        params,
        body: CreateBody,
        response: { 200: CreateAnswer },
      },
    },
    async (request) => {
      const wanted = { identityId: request.params.identityId, name: request.body.name };
      const made = await createToken(request.useCase, parseWith(CreateTokenInput, wanted));
      return { ...toIssuedAccessTokenAnswer(made), tokenData: toTokenData(made.data) };
    },
  );

  app.get(
    TOKENS_URL,
    {
      schema: {
        summary: "List the tokens made for an identity",
        params,
        querystring: z.object(rangeQuery(DEFAULT_LIMIT)),
        response: { 200: ListAnswer },
      },
    },
    async ({ params: { identityId }, query, useCase }) => {
      const filter = { identityId, authMethod: "token-auth" };
      const { items } = await collectPages(
        (part) => listAccessTokens(useCase, parseWith(ListAccessTokensInput, { ...filter, ...part })),
        query,
      );
      return { tokens: items.map(toTokenData) };
    },
  );

  app.get(
    TOKEN_URL,
    { config, schema: { summary: "Read a token's data", params: tokenParams, response: { 200: Answer } } },
    async ({ params: { tokenId }, useCase }) => ({
      token: toTokenData(await getAccessToken(useCase, parseWith(AccessTokenRef, { accessTokenId: tokenId }))),
    }),
  );

  app.patch(
    TOKEN_URL,
    { config, schema: { summary: "Rename a token", params: tokenParams, body: RenameBody, response: { 200: Answer } } },
    async ({ params: { tokenId }, body, useCase }) => ({
      token: toTokenData(
        await renameToken(useCase, parseWith(RenameTokenInput, { accessTokenId: tokenId, name: body.name })),
      ),
    }),
  );

  app.post(
    `${TOKEN_URL}/revoke`,
    { config, schema: { summary: "Revoke a token", params: tokenParams, response: { 200: RevokeAnswer } } },
    async ({ params: { tokenId }, useCase }) => {
      await revokeAccessTokens(useCase, parseWith(RevokeAccessTokensInput, { accessTokenIds: [tokenId] }));
      return { message: "Successfully revoked access token" };
    },
  );
};
