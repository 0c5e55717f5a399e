import { CreateSecretInput, DeleteSecretInput, UpdateSecretInput } from "@podpass/contracts";
import { createSecret, deleteSecret, parseWith, updateSecret } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import { contentFields, fromContent, SecretValue } from "./secret-content.ts";
import { fromScope, SECRET_PREFIXES, scopeFields } from "./secret-scope.ts";
import { SecretAnswer, toSecret } from "./secret-wire.ts";

const CreateBody = z.object({ ...scopeFields, ...contentFields, secretValue: SecretValue });
const UpdateBody = z.object({
  ...scopeFields,
  ...contentFields,
  secretValue: SecretValue.optional(),
  newSecretName: WireText.optional(),
});
const scope = z.object(scopeFields);
const params = z.object({ secretName: WireText });
const response = { 200: SecretAnswer };

/** Making, changing and deleting secrets. A deletion says where in its body, or in its query. */
export const writeSecrets: FastifyPluginAsyncZod = async (app) => {
  for (const prefix of SECRET_PREFIXES) {
    const { config } = prefix;
    const url = `${prefix.url}/:secretName`;

    app.post(
      url,
      { config, schema: { summary: "Create a secret", params, body: CreateBody, response } },
      async ({ useCase, params, body }) => {
        const input = parseWith(CreateSecretInput, {
          ...(await fromScope(useCase, body)),
          ...fromContent(body),
          key: params.secretName,
          value: body.secretValue,
        });
        return { secret: toSecret(await createSecret(useCase, input)) };
      },
    );

    app.patch(
      url,
      {
        config,
        schema: { summary: "Change a secret; what is left out stays as it is", params, body: UpdateBody, response },
      },
      async ({ useCase, params, body }) => {
        const input = parseWith(UpdateSecretInput, {
          ...(await fromScope(useCase, body)),
          ...fromContent(body),
          key: params.secretName,
          newKey: body.newSecretName,
          value: body.secretValue,
        });
        return { secret: toSecret(await updateSecret(useCase, input)) };
      },
    );

    app.delete(
      url,
      {
        config,
        schema: { summary: "Delete a secret with its versions", params, querystring: scope, body: scope, response },
      },
      async ({ useCase, params, query, body }) => {
        const where = await fromScope(useCase, { ...query, ...body });
        const input = parseWith(DeleteSecretInput, { ...where, key: params.secretName });
        return { secret: toSecret(await deleteSecret(useCase, input, { areValuesWanted: true })) };
      },
    );
  }
};
