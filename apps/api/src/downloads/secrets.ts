import { ExportSecretsInput } from "@podpass/contracts";
import { exportSecrets } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { SECRET_FORMATS, type SecretFormat } from "./secret-formats.ts";

const Query = z.strictObject({
  ...ExportSecretsInput.shape,
  areImportsWanted: z.stringbool().default(false),
  format: z.enum(Object.keys(SECRET_FORMATS) as SecretFormat[], "Must be env, json or yaml"),
});

/** The secrets of a folder with their values, as far as the person may read them. */
export const secrets: FastifyPluginAsyncZod = async (app) => {
  app.get("/secrets", { schema: { querystring: Query } }, async ({ useCase, query }, reply) => {
    const { format, ...input } = query;
    const { mediaType, extension, write } = SECRET_FORMATS[format];
    const { items } = await exportSecrets(useCase, input);
    const place = [input.environment, ...input.secretPath.split("/")].filter((name) => name !== "").join("-");
    return reply
      .type(mediaType)
      .header("content-disposition", `attachment; filename="secrets-${place}.${extension}"`)
      .send(write(items));
  });
};
