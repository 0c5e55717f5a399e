import {
  CreateSecretImportInput,
  Id,
  ListSecretsInput,
  SecretImportRef,
  SecretScope,
  UpdateSecretImportInput,
} from "@podpass/contracts";
import {
  createSecretImport,
  deleteSecretImport,
  getSecretImport,
  listSecretImports,
  listSecrets,
  parseWith,
  updateSecretImport,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireFlag, WireNumber, WireText } from "../../wire/fields.ts";
import { folderScopeFields, fromFolderScope } from "../folders/folder-wire.ts";
import { Import, toImport } from "../secrets/secret-wire.ts";
import { SecretImport, toSecretImport } from "./secret-import-wire.ts";

/** The routes of two generations of clients, and what they call the contract's fields. */
const PREFIXES: { url: string; config: { wireNames: Record<string, string> } }[] = [
  {
    url: "/v1/secret-imports",
    config: { wireNames: { projectId: "workspaceId", secretPath: "path", source: "import" } },
  },
  { url: "/v2/secret-imports", config: { wireNames: { secretPath: "path", source: "import" } } },
];

const scope = z.object(folderScopeFields);
const Source = z.object({ environment: WireText, path: WireText });
const CreateBody = z.object({
  ...folderScopeFields,
  import: Source,
  isReplication: z.literal(false, "Must be false: imported secrets are read where they are").optional(),
});
const UpdateBody = z.object({
  ...folderScopeFields,
  import: Source.partial().extend({ position: WireNumber.optional() }),
});
const params = z.object({ importId: WireText });
const response = { 200: z.object({ message: z.string(), secretImport: SecretImport }) };
const ListAnswer = z.object({ message: z.string(), secretImports: z.array(SecretImport) });
const SecretsAnswer = z.object({
  secrets: z.array(
    Import.extend({ environmentInfo: z.object({ id: z.string(), name: z.string(), slug: z.string() }) }),
  ),
});

/** What folders import from others, in the spellings of two generations of clients. */
export const secretImports: FastifyPluginAsyncZod = async (app) => {
  for (const { url, config } of PREFIXES) {
    app.get(
      url,
      {
        config,
        schema: { summary: "List what a folder imports, in order", querystring: scope, response: { 200: ListAnswer } },
      },
      async ({ useCase, query }) => {
        const { items } = await listSecretImports(useCase, parseWith(SecretScope, fromFolderScope(query)));
        return { message: "Successfully fetched secret imports", secretImports: items.map(toSecretImport) };
      },
    );

    app.post(
      url,
      { config, schema: { summary: "Let a folder import all secrets of another", body: CreateBody, response } },
      async ({ useCase, body }) => {
        const source = { environment: body.import.environment, secretPath: body.import.path };
        const input = parseWith(CreateSecretImportInput, { ...fromFolderScope(body), source });
        const secretImport = toSecretImport(await createSecretImport(useCase, input));
        return { message: "Successfully linked secret", secretImport };
      },
    );

    app.patch(
      `${url}/:importId`,
      {
        config,
        schema: { summary: "Give an import another source or place in the order", params, body: UpdateBody, response },
      },
      async ({ useCase, params: { importId }, body }) => {
        const { environment, path: secretPath, position } = body.import;
        const { projectId } = fromFolderScope(body);
        const source = environment === undefined ? undefined : { environment, secretPath };
        const input = parseWith(UpdateSecretImportInput, { projectId, importId, position, source });
        const secretImport = toSecretImport(await updateSecretImport(useCase, input));
        return { message: "Successfully updated secret link", secretImport };
      },
    );

    app.delete(
      `${url}/:importId`,
      { config, schema: { summary: "End an import", params, querystring: scope, body: scope, response } },
      async ({ useCase, params: { importId }, query, body }) => {
        const { projectId } = fromFolderScope({ ...query, ...body });
        const ref = parseWith(SecretImportRef, { projectId, importId });
        const secretImport = toSecretImport(await deleteSecretImport(useCase, ref));
        return { message: "Successfully deleted secret link", secretImport };
      },
    );

    app.get(
      `${url}/:importId`,
      {
        config,
        schema: { summary: "Read an import", params, response: { 200: z.object({ secretImport: SecretImport }) } },
      },
      async ({ useCase, params }) => {
        const { importId } = parseWith(z.object({ importId: Id }), params);
        return { secretImport: toSecretImport(await getSecretImport(useCase, importId)) };
      },
    );

    for (const path of ["/secrets", "/secrets/raw"]) {
      app.get(
        `${url}${path}`,
        {
          config,
          schema: {
            summary: "List the secrets that a folder imports",
            querystring: scope.extend({ viewSecretValue: WireFlag.default(true) }),
            response: { 200: SecretsAnswer },
          },
        },
        async ({ useCase, query }) => {
          const wanted = { areImportsWanted: true, isValueWanted: query.viewSecretValue, isExpanded: true };
          const input = parseWith(ListSecretsInput, { ...fromFolderScope(query), ...wanted });
          const { imports } = await listSecrets(useCase, input);
          const secrets = imports.map((imported) => {
            const { environmentId: id, environmentName: name, environment: slug } = imported;
            return { ...toImport(imported), environmentInfo: { id, name, slug } };
          });
          return { secrets };
        },
      );
    }
  }
};
