import type { FolderList, FolderOutput, ListFoldersInput, SecretScope } from "@podpass/contracts";
import { type OpenEnvironment, openEnvironment, openSecretScope } from "../secret/secret-scope.ts";
import { AppError } from "../shared/app-error.ts";
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

/** A folder of the caller's organization, of the project when one is named, and its environment, opened for the caller. */
export async function openFolder(
  ctx: UseCaseContext,
  { folderId, projectId: expectedProjectId }: { folderId: string; projectId?: string },
): Promise<{ place: OpenEnvironment; folder: FolderRow }> {
  const found = await ctx.store.folders.findForOrganization(folderId, ctx.organizationId);
  if (!found) throw new AppError("folder.not_found");
  const { environment, ...folder } = found;
  const { projectId, slug } = environment;
  // Before the project is opened: what is not in the named project is not there, whoever may see it elsewhere.
  if (expectedProjectId !== undefined && projectId !== expectedProjectId) throw new AppError("folder.not_found");
  return { place: await openEnvironment(ctx, { projectId, environment: slug }), folder };
}
