import { GetSecretInput, Id, ListSecretsInput } from "@podpass/contracts";
import { getSecret, getSecretById, listSecrets, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { QueryNumber, WireFlag, WireText } from "../../wire/fields.ts";
import { filterFields, fromFilters } from "./secret-filters.ts";
import { fromScope, SECRET_PREFIXES, scopeFields } from "./secret-scope.ts";
import { Secret, SecretAnswer, toSecret } from "./secret-wire.ts";

const viewSecretValue = WireFlag.default(true);
const ListQuery = z.object({
  ...scopeFields,
  ...filterFields,
  viewSecretValue,
  recursive: WireFlag.default(false),
});
const GetQuery = z.object({ ...scopeFields, viewSecretValue, version: QueryNumber.optional() });
const params = z.object({ secretName: WireText });
const byId = z.object({ secretId: WireText });
/** There are no imports, but clients walk the list. */
const ListAnswer = z.object({ secrets: z.array(Secret), imports: z.array(z.never()) });

/** Reading secrets. What is not known here of a query (references, imports) changes nothing. */
export const readSecrets: FastifyPluginAsyncZod = async (app) => {
  for (const { url, config } of SECRET_PREFIXES) {
    app.get(
      url,
      { config, schema: { querystring: ListQuery, response: { 200: ListAnswer } } },
      async ({ useCase, query }) => {
        const scope = await fromScope(useCase, query);
        const { viewSecretValue: isValueWanted, recursive: isRecursive } = query;
        const input = parseWith(ListSecretsInput, { ...scope, ...fromFilters(query), isValueWanted, isRecursive });
        return { secrets: (await listSecrets(useCase, input)).items.map(toSecret), imports: [] };
      },
    );

    app.get(
      `${url}/:secretName`,
      { config, schema: { params, querystring: GetQuery, response: { 200: SecretAnswer } } },
      async ({ useCase, params, query }) => {
        const scope = await fromScope(useCase, query);
        const { version, viewSecretValue: isValueWanted } = query;
        const input = parseWith(GetSecretInput, { ...scope, key: params.secretName, version, isValueWanted });
        return { secret: toSecret(await getSecret(useCase, input)) };
      },
    );

    app.get(
      `${url}/id/:secretId`,
      { config, schema: { params: byId, querystring: z.object({ viewSecretValue }), response: { 200: SecretAnswer } } },
      async ({ useCase, params, query }) => {
        const { secretId } = parseWith(z.object({ secretId: Id }), params);
        return { secret: toSecret(await getSecretById(useCase, { secretId, isValueWanted: query.viewSecretValue })) };
      },
    );
  }
};
