import {
  type ImportedSecret,
  type ImportProjectInput,
  namesOfPath,
  type ProjectImported,
  pathOfNames,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { createEnvironment } from "../environment/create-environment.ts";
import { createFolder } from "../folder/create-folder.ts";
import { applySecrets } from "../secret/apply-secrets.ts";
import { createSecretImport } from "../secret-import/create-secret-import.ts";
import { AppError } from "../shared/app-error.ts";
import { joinTransaction, type UseCaseContext } from "../shared/use-case-context.ts";
import { createTag } from "../tag/create-tag.ts";
import { byPlace } from "./by-place.ts";

/**
 * Writes a part of a document into a project, all or none: environments and tags, then folders, then secrets, then imports.
 * Each is made by the use-case that makes one, and asks for what that asks for. What is there stays as it is, and needs no
 * right but to see it: whoever may not see tags, or what a folder imports, is refused whether it is there or not. A secret
 * is made, or with `expectedVersion` changed, as `applySecrets` does it.
 */
export async function importProject(ctx: UseCaseContext, input: ImportProjectInput): Promise<ProjectImported> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("secrets:describeSecret");
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(project.id))) throw new AppError("project.not_found");
    const within = joinTransaction(ctx, tx);
    const environments = await addEnvironments(within, input);
    const tags = await addTags(within, input);
    const folders = await addFolders(within, input);
    await holdAllPlaces(within, input);
    const secrets = await writeSecrets(within, input);
    const imported = { environments, tags, folders, secrets, imports: await addImports(within, input) };
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project.import",
      subject: { type: "project", id: project.id },
      projectId: project.id,
      detail: imported,
    });
    return imported;
  });
}

async function addEnvironments(ctx: UseCaseContext, { projectId, environments }: ImportProjectInput): Promise<number> {
  const present = new Set((await ctx.store.environments.list(projectId)).map(({ slug }) => slug));
  const missing = environments.filter(({ slug }) => !present.has(slug));
  for (const { slug, name } of missing) await createEnvironment(ctx, { projectId, slug, name });
  return missing.length;
}

async function addTags(ctx: UseCaseContext, { projectId, tags }: ImportProjectInput): Promise<number> {
  if (tags.length === 0) return 0;
  const present = await tagIdsOf(ctx, projectId);
  const missing = tags.filter(({ slug }) => !present.has(slug));
  for (const { slug, color } of missing) await createTag(ctx, { projectId, slug, color });
  return missing.length;
}

/** By their slugs, which tell which tags there are. */
async function tagIdsOf(ctx: UseCaseContext, projectId: string): Promise<Map<string, string>> {
  (await openProject(ctx, { id: projectId })).authorize("tags:read");
  return new Map((await ctx.store.tags.list(projectId)).map(({ slug, id }) => [slug, id]));
}

async function addFolders(ctx: UseCaseContext, { projectId, folders }: ImportProjectInput): Promise<number> {
  let count = 0;
  for (const { environment, secretPath, description } of folders) {
    if (await findFolderId(ctx, projectId, { environment, secretPath })) continue;
    const names = namesOfPath(secretPath);
    const parent = pathOfNames(names.slice(0, -1));
    await createFolder(ctx, { projectId, environment, secretPath: parent, name: names.at(-1) ?? "", description });
    count++;
  }
  return count;
}

/**
 * Keeps the places of the part where they are. All at once, which is in the order that everybody takes them: one after the
 * other they would come in that of the document, against whoever renames a folder around some of them.
 */
async function holdAllPlaces(ctx: UseCaseContext, { projectId, secrets, imports }: ImportProjectInput): Promise<void> {
  const places = [...secrets, ...imports, ...imports.map(({ source }) => source)];
  const pathsIn = Map.groupBy(places, ({ environment }) => environment);
  const ids: string[] = [];
  for (const { id, slug } of await ctx.store.environments.list(projectId)) {
    const paths = new Set(pathsIn.get(slug)?.map(({ secretPath }) => secretPath));
    if (paths.size === 0) continue;
    ids.push(...(await ctx.store.folders.listByPaths(id, [...paths])).map((folder) => folder.id));
  }
  await ctx.store.folders.holdPlaces(projectId, ids);
}

async function writeSecrets(ctx: UseCaseContext, { projectId, secrets }: ImportProjectInput): Promise<number> {
  const isAnyTagged = secrets.some(({ tags }) => tags.length > 0);
  const tagIds = isAnyTagged ? await tagIdsOf(ctx, projectId) : new Map<string, string>();
  for (const { place, secrets: inPlace } of byPlace(secrets)) {
    const contents = inPlace.map((secret) => toContent(secret, tagIds));
    const create = contents.filter(({ expectedVersion }) => expectedVersion === undefined);
    const update = contents.filter(({ expectedVersion }) => expectedVersion !== undefined);
    await applySecrets(ctx, { projectId, ...place, create, update });
  }
  return secrets.length;
}

function toContent(
  { environment: _environment, secretPath: _path, tags, ...content }: ImportedSecret,
  tagIds: ReadonlyMap<string, string>,
) {
  const ids = [...new Set(tags)].map((slug) => {
    const id = tagIds.get(slug);
    if (id === undefined) throw new AppError("tag.not_found", { message: `Tag "${slug}" not found` });
    return id;
  });
  return { ...content, tagIds: ids };
}

async function addImports(ctx: UseCaseContext, { projectId, imports }: ImportProjectInput): Promise<number> {
  if (imports.length === 0) return 0;
  const { authorize } = await openProject(ctx, { id: projectId });
  let count = 0;
  for (const { source, ...place } of imports) {
    authorize("secret-imports:read", place);
    const folderId = await findFolderId(ctx, projectId, place);
    const sourceId = await findFolderId(ctx, projectId, source);
    const present = folderId === undefined ? [] : await ctx.store.secretImports.list([folderId]);
    if (present.some(({ sourceFolder }) => sourceFolder.id === sourceId)) continue;
    await createSecretImport(ctx, { projectId, ...place, source }).catch((error: unknown) => {
      throw error instanceof AppError && error.code === "secret_import.cycle" ? cycleOf(place, source) : error;
    });
    count++;
  }
  return count;
}

/** With the folders, which a call about one import need not name. */
function cycleOf(place: Place, source: Place): AppError {
  const [from, to] = [source, place].map(({ environment, secretPath }) => `${environment}:${secretPath}`);
  return new AppError("secret_import.cycle", { message: `The import of ${from} into ${to} would lead back to itself` });
}

interface Place {
  environment: string;
  secretPath: string;
}

async function findFolderId(ctx: UseCaseContext, projectId: string, place: Place): Promise<string | undefined> {
  const environments = await ctx.store.environments.list(projectId);
  const environment = environments.find(({ slug }) => slug === place.environment);
  if (!environment) return undefined;
  return (await ctx.store.folders.findByPath(environment.id, place.secretPath))?.id;
}
