import { CreateSecretsInput, DeleteSecretsInput, UpdateSecretsInput } from "@podpass/contracts";
import { createSecrets, deleteSecrets, parseWith, updateSecrets } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import { contentFields, fromContent, SecretValue } from "./secret-content.ts";
import { fromScope, SECRET_PREFIXES, scopeFields } from "./secret-scope.ts";
import { Secret, toSecret } from "./secret-wire.ts";

const { type } = scopeFields;
const NewSecret = z.object({ ...contentFields, type, secretKey: WireText, secretValue: SecretValue });
const SecretChange = NewSecret.extend({ secretValue: SecretValue.optional(), newSecretName: WireText.optional() });

const CreateBody = z.object({ ...scopeFields, secrets: z.array(NewSecret) });
const UpdateBody = z.object({
  ...scopeFields,
  mode: z.enum(["failOnNotFound", "upsert", "ignore"]).default("failOnNotFound"),
  secrets: z.array(SecretChange),
});
const DeleteBody = z.object({ ...scopeFields, secrets: z.array(z.object({ secretKey: WireText, type })) });
const response = { 200: z.object({ secrets: z.array(Secret) }) };

/** Room for a thousand chains of certificates. Only the body of a known caller is read so far. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

const WHEN_MISSING = { failOnNotFound: "refuse", upsert: "create", ignore: "ignore" } as const;

/** Making, changing and deleting several secrets of one folder, all or none. */
export const writeSecretBatches: FastifyPluginAsyncZod = async (app) => {
  for (const { batchUrl: url, config } of SECRET_PREFIXES) {
    const options = { config, bodyLimit: MAX_BATCH_BYTES };

    app.post(
      url,
      { ...options, schema: { summary: "Create several secrets, all or none", body: CreateBody, response } },
      async ({ useCase, body }) => {
        const secrets = body.secrets.map((secret) => ({
          ...fromContent(secret),
          key: secret.secretKey,
          value: secret.secretValue,
        }));
        const input = parseWith(CreateSecretsInput, { ...(await fromScope(useCase, body)), secrets });
        return { secrets: (await createSecrets(useCase, input)).items.map(toSecret) };
      },
    );

    app.patch(
      url,
      { ...options, schema: { summary: "Change several secrets, all or none", body: UpdateBody, response } },
      async ({ useCase, body }) => {
        const secrets = body.secrets.map((secret) => ({
          ...fromContent(secret),
          key: secret.secretKey,
          newKey: secret.newSecretName,
          value: secret.secretValue,
        }));
        const whenMissing = WHEN_MISSING[body.mode];
        const input = parseWith(UpdateSecretsInput, { ...(await fromScope(useCase, body)), secrets, whenMissing });
        return { secrets: (await updateSecrets(useCase, input)).items.map(toSecret) };
      },
    );

    app.delete(
      url,
      { ...options, schema: { summary: "Delete several secrets, all or none", body: DeleteBody, response } },
      async ({ useCase, body }) => {
        const secrets = body.secrets.map(({ secretKey }) => ({ key: secretKey }));
        const input = parseWith(DeleteSecretsInput, { ...(await fromScope(useCase, body)), secrets });
        return { secrets: (await deleteSecrets(useCase, input, { areValuesWanted: true })).items.map(toSecret) };
      },
    );
  }
};
