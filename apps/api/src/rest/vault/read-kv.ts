import { GetSecretInput, ListFoldersInput, ListSecretsInput, ListSecretVersionsInput } from "@podpass/contracts";
import {
  AppError,
  findAtPath,
  getSecret,
  listFolders,
  listSecrets,
  listSecretVersions,
  parseWith,
  type UseCaseContext,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, EVERYTHING } from "../wire/collect-pages.ts";
import { queryInteger } from "../wire/fields.ts";
import { readableValues, readKvFolder } from "./kv-folder.ts";
import { type KvPlace, openKvPath } from "./kv-path.ts";
import { KvData, KvMetadata, toKvData, toKvMetadata } from "./kv-wire.ts";
import { dataAnswer, toDataAnswer } from "./vault-answer.ts";

const MOUNT_TYPE = "kv";
const MAX_VERSION = 2_147_483_647;
/** The name a single secret's value has in Vault's map. */
const SINGLE_VALUE = "value";

/** What a mount has to write to, https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2. */
const WRITABLE_IN_VAULT = new Set(["data", "metadata", "delete", "undelete", "destroy"]);

const params = z.object({ mount: z.string(), "*": z.string().default("") });
/** 0 is the current version, as in Vault. */
const DataQuery = z.object({ version: queryInteger(0, MAX_VERSION).default(0) });
const MetadataQuery = z.object({ list: z.enum(["true", "false", "1", "0"]).default("false") });
const Keys = z.object({ keys: z.array(z.string()) });
const response = { 200: dataAnswer(z.union([KvMetadata, Keys])) };

/**
 * Reading as from Vault's key-value engine, version 2. A project is a mount and the first name of a path an environment;
 * a folder is a secret that holds its secrets by name, and one of them alone is a secret that holds its `value`.
 */
export const readKv: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/:mount/data/*",
    { schema: { params, querystring: DataQuery, response: { 200: dataAnswer(KvData) } } },
    async ({ id, useCase, params, query }) => {
      const place = await openKvPath(useCase, params.mount, params["*"]);
      return toDataAnswer(id, MOUNT_TYPE, await readData(useCase, place, query.version));
    },
  );

  for (const url of ["/:mount/metadata", "/:mount/metadata/*"]) {
    app.get(
      url,
      { schema: { params, querystring: MetadataQuery, response } },
      async ({ id, useCase, params, query }) => {
        const place = await openKvPath(useCase, params.mount, params["*"]);
        const isList = query.list === "true" || query.list === "1";
        return toDataAnswer(id, MOUNT_TYPE, await (isList ? listKeys(useCase, place) : readMetadata(useCase, place)));
      },
    );
  }

  app.route({
    method: ["POST", "PUT", "PATCH", "DELETE"],
    url: "/:mount/:kind/*",
    schema: { params: z.object({ kind: z.string() }) },
    async handler({ params }, reply) {
      // Nothing else of a mount exists, whatever the method.
      if (!WRITABLE_IN_VAULT.has(params.kind)) return reply.code(404).send({ errors: [] });
      return reply.code(405).send({ errors: ["unsupported operation", "Secrets are only read through this API"] });
    },
  });
};

async function readData(ctx: UseCaseContext, place: KvPlace, version: number): Promise<z.output<typeof KvData>> {
  const where = scopeOf(place);
  const found = await findAtPath(ctx, { ...where, path: place.path });
  if (found.kind === "folder") {
    const folder = await readKvFolder(ctx, { ...where, secretPath: found.secretPath }, found.createdAt);
    if (version !== 0 && version !== folder.version) throw new AppError("secret.not_found");
    const values = readableValues(folder.secrets);
    return toKvData(values, { version: folder.version, createdAt: folder.changedAt, metadata: [] });
  }
  const { secretPath, key } = found;
  const wanted = { areImportsWanted: true, isExpanded: true, ...(version === 0 ? {} : { version }) };
  const secret = await getSecret(ctx, parseWith(GetSecretInput, { ...where, secretPath, key, ...wanted }));
  const { value = "" } = readableValues([{ ...secret, key: SINGLE_VALUE }]);
  return toKvData({ [SINGLE_VALUE]: value }, { ...secret, createdAt: secret.updatedAt });
}

async function readMetadata(ctx: UseCaseContext, place: KvPlace): Promise<z.output<typeof KvMetadata>> {
  const where = scopeOf(place);
  const found = await findAtPath(ctx, { ...where, path: place.path });
  if (found.kind === "folder") {
    const folder = await readKvFolder(ctx, { ...where, secretPath: found.secretPath }, found.createdAt);
    return toKvMetadata([{ version: folder.version, createdAt: folder.changedAt }], []);
  }
  const { secretPath, key } = found;
  const ref = parseWith(ListSecretVersionsInput, { ...where, secretPath, key });
  const { items } = await collectPages((part) => listSecretVersions(ctx, { ...ref, ...part }), EVERYTHING);
  return toKvMetadata(items, items[0]?.metadata ?? []);
}

/** Names that end in "/" can be listed, the others read; 404 for none, as in Vault. */
async function listKeys(ctx: UseCaseContext, place: KvPlace): Promise<z.output<typeof Keys>> {
  const keys =
    place.environment === ""
      ? place.project.environments.map(({ slug }) => `${slug}/`)
      : await keysIn(ctx, { ...scopeOf(place), secretPath: place.path });
  if (keys.length === 0) throw new AppError("secret.not_found");
  return { keys: keys.toSorted() };
}

async function keysIn(ctx: UseCaseContext, where: Record<string, string>): Promise<string[]> {
  const { items: secrets } = await listSecrets(ctx, parseWith(ListSecretsInput, where));
  const { items: folders } = await listFolders(ctx, parseWith(ListFoldersInput, where));
  return [...folders.map(({ name }) => `${name}/`), ...secrets.map(({ key }) => key)];
}

function scopeOf({ project, environment }: KvPlace): { projectId: string; environment: string } {
  if (environment === "") throw new AppError("environment.not_found");
  return { projectId: project.id, environment };
}
