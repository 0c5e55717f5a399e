import { GetSecretInput, Id, ListSecretsInput, type SecretListing, type SecretOutput } from "@podpass/contracts";
import { getSecretAsBytes, getSecretById, listSecretsAsBytes, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { writeJson } from "../../../plugins/written-json.ts";
import { QueryNumber, WireFlag, WireText } from "../../wire/fields.ts";
import { filterFields, fromFilters } from "./secret-filters.ts";
import { fromScope, SECRET_PREFIXES, scopeFields } from "./secret-scope.ts";
import { Import, Secret, SecretAnswer, toImport, toSecret } from "./secret-wire.ts";

const viewSecretValue = WireFlag.default(true);
/** Imports in the two spellings clients have, each on every route. */
const contentFields = {
  viewSecretValue,
  expandSecretReferences: WireFlag.optional(),
  includeImports: WireFlag.optional(),
  include_imports: WireFlag.optional(),
};
const ListQuery = z.object({
  ...scopeFields,
  ...contentFields,
  ...filterFields,
  recursive: WireFlag.default(false),
});
const GetQuery = z.object({ ...scopeFields, ...contentFields, version: QueryNumber.optional() });
const params = z.object({ secretName: WireText });
const byId = z.object({ secretId: WireText });
const ListAnswer = z.object({ secrets: z.array(Secret), imports: z.array(Import) });
/** Written through the schemas of the answers, which are what a client may see. */
const LIST_FORMAT = {
  name: "list",
  write: ({ items, imports }: SecretListing) =>
    writeJson(ListAnswer, { secrets: items.map(toSecret), imports: imports.map(toImport) }),
};
const SECRET_FORMAT = {
  name: "secret",
  write: (secret: SecretOutput) => writeJson(SecretAnswer, { secret: toSecret(secret) }),
};

type ContentQuery = z.output<z.ZodObject<typeof contentFields>>;

function fromContentQuery(query: ContentQuery, isComplete: boolean) {
  return {
    isValueWanted: query.viewSecretValue,
    isExpanded: query.expandSecretReferences ?? isComplete,
    areImportsWanted: query.includeImports ?? query.include_imports ?? isComplete,
  };
}

/** Reading secrets, in the spellings of two generations of clients. */
export const readSecrets: FastifyPluginAsyncZod = async (app) => {
  for (const { url, config, isComplete } of SECRET_PREFIXES) {
    app.get(
      url,
      {
        config,
        schema: {
          summary: "List the secrets of a folder, with what it imports when that is wanted",
          querystring: ListQuery,
          response: { 200: ListAnswer },
        },
      },
      async ({ useCase, query }, reply) => {
        const input = parseWith(ListSecretsInput, {
          ...(await fromScope(useCase, query)),
          ...fromContentQuery(query, isComplete),
          ...fromFilters(query),
          isRecursive: query.recursive,
        });
        return reply.sendJson(await listSecretsAsBytes(useCase, input, LIST_FORMAT));
      },
    );

    app.get(
      `${url}/:secretName`,
      {
        config,
        schema: { summary: "Read a secret by name", params, querystring: GetQuery, response: { 200: SecretAnswer } },
      },
      async ({ useCase, params, query }, reply) => {
        const input = parseWith(GetSecretInput, {
          ...(await fromScope(useCase, query)),
          ...fromContentQuery(query, isComplete),
          key: params.secretName,
          version: query.version,
        });
        return reply.sendJson(await getSecretAsBytes(useCase, input, SECRET_FORMAT));
      },
    );

    app.get(
      `${url}/id/:secretId`,
      {
        config,
        schema: {
          summary: "Read a secret by id",
          params: byId,
          querystring: z.object({ viewSecretValue }),
          response: { 200: SecretAnswer },
        },
      },
      async ({ useCase, params, query }) => {
        const { secretId } = parseWith(z.object({ secretId: Id }), params);
        return { secret: toSecret(await getSecretById(useCase, { secretId, isValueWanted: query.viewSecretValue })) };
      },
    );
  }
};
