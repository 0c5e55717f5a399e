import type { FolderList, FolderOutput, ListFoldersInput, SecretScope } from "@podpass/contracts";
import { type OpenEnvironment, openEnvironment, openSecretScope } from "../secret/secret-scope.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { FolderRow } from "./folder.repository.ts";
import { toFolderOutput } from "./folder-output.ts";

/** The folders in a folder, by name; all below it, by path, when recursive. Their names are no secret within a project. */
export async function listFolders(ctx: UseCaseContext, input: ListFoldersInput): Promise<FolderList> {
  const scope = await openSecretScope(ctx, input);
  const { environment, folder } = scope;
  const rows = input.isRecursive
    ? await ctx.store.folders.listBelow(environment.id, folder.path)
    : await ctx.store.folders.listChildren(folder.id);
  return { items: rows.map((row) => toFolderOutput(scope, row)) };
}

/** The folder at a path. */
export async function getFolderByPath(ctx: UseCaseContext, input: SecretScope): Promise<FolderOutput> {
  const scope = await openSecretScope(ctx, input);
  return toFolderOutput(scope, scope.folder);
}

/** One folder by id alone: some clients know nothing else of it. */
export async function getFolder(ctx: UseCaseContext, folderId: string): Promise<FolderOutput> {
  const { place, folder } = await openFolder(ctx, { folderId });
  return toFolderOutput(place, folder);
}

interface OpenFolder {
  place: OpenEnvironment;
  folder: FolderRow;
}

/** A folder of the caller's organization, of the project when one is named, and its environment, opened for the caller. */
export async function openFolder(
  ctx: UseCaseContext,
  { folderId, projectId: expectedProjectId }: { folderId: string; projectId?: string },
): Promise<OpenFolder> {
  const found = await ctx.store.folders.findForOrganization(folderId, ctx.organizationId);
  if (!found) throw new AppError("folder.not_found");
  const { environment, ...folder } = found;
  const { projectId, slug } = environment;
  // Before the project is opened: what is not in the named project is not there, whoever may see it elsewhere.
  if (expectedProjectId !== undefined && projectId !== expectedProjectId) throw new AppError("folder.not_found");
  return { place: await openEnvironment(ctx, { projectId, environment: slug }), folder };
}

/**
 * The folder as it is now, and nobody writes in it or below until the transaction ends. Throws `folder.not_found` also
 * when it is somewhere else by now: the caller was allowed what they ask for where it was.
 */
export async function lockFolder(tx: Store, ctx: UseCaseContext, { place, folder }: OpenFolder): Promise<FolderRow> {
  await tx.environments.lock(folder.environmentId);
  const found = await tx.folders.findForOrganization(folder.id, ctx.organizationId);
  if (found?.path !== folder.path || found.environment.slug !== place.environment.slug) {
    throw new AppError("folder.not_found");
  }
  await tx.folders.lockAll(folder.environmentId, folder.path);
  return found;
}
