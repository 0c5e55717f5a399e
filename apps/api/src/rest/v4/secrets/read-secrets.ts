import { GetSecretInput, ListSecretsInput } from "@podpass/contracts";
import { getSecret, listSecrets, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { QueryNumber, WireFlag, WireText } from "../../wire/fields.ts";
import { fromScope, SECRET_PREFIXES, scopeFields } from "./secret-scope.ts";
import { Secret, SecretAnswer, toSecret } from "./secret-wire.ts";

const viewSecretValue = WireFlag.default(true);
const ListQuery = z.object({ ...scopeFields, viewSecretValue, recursive: WireFlag.default(false) });
const GetQuery = z.object({ ...scopeFields, viewSecretValue, version: QueryNumber.optional() });
const params = z.object({ secretName: WireText });
/** There are no imports, but clients walk the list. */
const ListAnswer = z.object({ secrets: z.array(Secret), imports: z.array(z.never()) });

/** Reading secrets. What is not known here of a query (tags, references, imports) changes nothing. */
export const readSecrets: FastifyPluginAsyncZod = async (app) => {
  for (const { url, config } of SECRET_PREFIXES) {
    app.get(
      url,
      { config, schema: { querystring: ListQuery, response: { 200: ListAnswer } } },
      async ({ useCase, query }) => {
        const scope = await fromScope(useCase, query);
        const { viewSecretValue: isValueWanted, recursive: isRecursive } = query;
        const input = parseWith(ListSecretsInput, { ...scope, isValueWanted, isRecursive });
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
  }
};
