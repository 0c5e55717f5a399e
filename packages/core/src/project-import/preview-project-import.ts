import {
  can,
  type ExportedFolder,
  type ExportedImport,
  type ExportedProjectSecret,
  type ExportedTag,
  namesOfPath,
  type PreviewProjectImportInput,
  type ProjectImportPreview,
  pathOfNames,
} from "@podpass/contracts";
import { openProject, type ProjectAccess } from "../authorization/project-access.ts";
import type { SecretRow } from "../secret/secret.repository.ts";
import { openSecretRoom } from "../secret/secret-room.ts";
import { secretAttributes } from "../secret/secret-scope.ts";
import { openSecret } from "../secret/secret-values.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { byPlace } from "./by-place.ts";

type SecretState = ProjectImportPreview["secrets"][number];

/**
 * What writing a part of a document into a project would mean, with nothing written. Whether a secret is the same is told
 * only where the caller may read the value that is there; what they may not know of looks new. Places that earlier parts
 * make need not be there yet.
 */
export async function previewProjectImport(
  ctx: UseCaseContext,
  input: PreviewProjectImportInput,
): Promise<ProjectImportPreview> {
  const access = await openProject(ctx, { id: input.projectId });
  access.authorize("secrets:describeSecret");
  const slugs = access.project.environments.map(({ slug }) => slug);
  const mayAddEnvironments = can(access.rules, "environments:create");
  return {
    environments: input.environments.map(({ slug }) => stateOf(slugs.includes(slug), mayAddEnvironments)),
    tags: await lookAtTags(ctx, access, input.tags),
    folders: await lookAtFolders(ctx, access, input.folders),
    imports: await lookAtImports(ctx, access, input.imports),
    secrets: await lookAtSecrets(ctx, access, input.secrets),
  };
}

function stateOf(isPresent: boolean, mayCreate: boolean): "new" | "present" | "refused" {
  if (isPresent) return "present";
  return mayCreate ? "new" : "refused";
}

/** Whoever may not see tags can name none. */
async function lookAtTags(ctx: UseCaseContext, { project, rules }: ProjectAccess, tags: readonly ExportedTag[]) {
  if (!can(rules, "tags:read")) return tags.map(() => "refused" as const);
  const present = new Set((await ctx.store.tags.list(project.id)).map(({ slug }) => slug));
  return tags.map(({ slug }) => stateOf(present.has(slug), can(rules, "tags:create")));
}

async function lookAtFolders(ctx: UseCaseContext, access: ProjectAccess, folders: readonly ExportedFolder[]) {
  const foundAt = await findFolders(ctx, access, folders);
  return folders.map((folder) => {
    const { environment, secretPath } = folder;
    const parent = pathOfNames(namesOfPath(secretPath).slice(0, -1));
    const mayCreate = can(access.rules, "secret-folders:create", { environment, secretPath: parent });
    return stateOf(foundAt(folder) !== undefined, mayCreate);
  });
}

/** Whoever may not see what a folder imports brings it nothing. */
async function lookAtImports(ctx: UseCaseContext, access: ProjectAccess, imports: readonly ExportedImport[]) {
  const foundAt = await findFolders(ctx, access, [...imports, ...imports.map(({ source }) => source)]);
  const ids = imports.flatMap((place) => foundAt(place) ?? []);
  const present = await ctx.store.secretImports.list([...new Set(ids)]);
  return imports.map(({ source, ...place }) => {
    const [folderId, sourceId] = [foundAt(place), foundAt(source)];
    const isPresent = present.some((row) => row.folder.id === folderId && row.sourceFolder.id === sourceId);
    const isVisible = can(access.rules, "secret-imports:read", place);
    const mayCreate = can(access.rules, "secret-imports:create", place);
    const state = isVisible ? stateOf(isPresent, mayCreate) : "refused";
    return { state, hasSource: sourceId !== undefined };
  });
}

interface Place {
  environment: string;
  secretPath: string;
}

/** Tells the ids of folders by where they are. */
async function findFolders(ctx: UseCaseContext, { project }: ProjectAccess, places: readonly Place[]) {
  const found = new Map<string, string>();
  for (const [slug, inEnvironment] of Map.groupBy(places, ({ environment }) => environment)) {
    const environment = project.environments.find((candidate) => candidate.slug === slug);
    if (!environment) continue;
    const paths = [...new Set(inEnvironment.map(({ secretPath }) => secretPath))];
    for (const { id, path } of await ctx.store.folders.listByPaths(environment.id, paths)) found.set(slug + path, id);
  }
  return ({ environment, secretPath }: Place) => found.get(environment + secretPath);
}

async function lookAtSecrets(ctx: UseCaseContext, access: ProjectAccess, secrets: readonly ExportedProjectSecret[]) {
  const foundAt = await findFolders(ctx, access, secrets);
  const room = openSecretRoom(ctx.store);
  const states = new Map<ExportedProjectSecret, SecretState>();
  for (const { place, secrets: inPlace } of byPlace(secrets)) {
    const folderId = foundAt(place);
    const keys = inPlace.map(({ key }) => key);
    const at = folderId === undefined ? [] : [{ id: folderId, path: place.secretPath, environment: place.environment }];
    const rows = await room.read({ folders: at, keys, isValueWanted: true });
    const rowOf = new Map(rows.map((row) => [row.key, row]));
    for (const secret of inPlace) states.set(secret, await lookAtSecret(ctx, access, secret, rowOf.get(secret.key)));
  }
  return secrets.flatMap((secret) => states.get(secret) ?? []);
}

async function lookAtSecret(
  ctx: UseCaseContext,
  { rules }: ProjectAccess,
  secret: ExportedProjectSecret,
  row: SecretRow | undefined,
): Promise<SecretState> {
  const { environment, secretPath: path, key } = secret;
  const after = secretAttributes(environment, { path, key, tags: secret.tags.map((slug) => ({ slug })) });
  const before = secretAttributes(environment, { ...(row ?? { key }), path });
  if (!row || !can(rules, "secrets:describeSecret", before)) {
    return { state: "new", version: null, isAllowed: can(rules, "secrets:create", after) };
  }
  const isAllowed = can(rules, "secrets:edit", before) && can(rules, "secrets:edit", after);
  const { version } = row;
  if (!can(rules, "secrets:readValue", before)) return { state: "unreadable", version, isAllowed };
  return { state: (await isSame(ctx, secret, row)) ? "same" : "changed", version, isAllowed };
}

async function isSame(ctx: UseCaseContext, secret: ExportedProjectSecret, row: SecretRow): Promise<boolean> {
  const { value, comment, metadata } = await openSecret(ctx.store, ctx, "secrets", row);
  const tags = row.tags.map(({ slug }) => slug).sort();
  return (
    value === secret.value &&
    comment === secret.comment &&
    row.skipMultilineEncoding === secret.skipMultilineEncoding &&
    JSON.stringify(tags) === JSON.stringify([...new Set(secret.tags)].sort()) &&
    JSON.stringify(pairsOf(metadata)) === JSON.stringify(pairsOf(secret.metadata))
  );
}

/** Whatever the order of the fields in each. */
function pairsOf(metadata: ExportedProjectSecret["metadata"]): [string, string][] {
  return metadata.map(({ key, value }) => [key, value]);
}
