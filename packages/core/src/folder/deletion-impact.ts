import type { DeletionImpact, EnvironmentRef, FolderRef } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { parentOf } from "./delete-folder.ts";
import { openFolder } from "./get-folder.ts";

/** What deleting a folder would take with it, for whoever may delete it. */
export async function getFolderDeletionImpact(ctx: UseCaseContext, input: FolderRef): Promise<DeletionImpact> {
  const { place, folder } = await openFolder(ctx, input);
  place.authorize("secret-folders:delete", { environment: place.environment.slug, secretPath: parentOf(folder.path) });
  const below = await ctx.store.folders.listBelow(folder.environmentId, folder.path);
  return { folderCount: below.length, ...(await countIn(ctx, [folder.id, ...below.map(({ id }) => id)])) };
}

/** What deleting an environment would take with it, for whoever may delete it. */
export async function getEnvironmentDeletionImpact(
  ctx: UseCaseContext,
  input: EnvironmentRef,
): Promise<DeletionImpact> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("environments:delete");
  const environment = project.environments.find(({ id }) => id === input.environmentId);
  if (!environment) throw new AppError("environment.not_found");
  const below = await ctx.store.folders.listBelow(environment.id, "/");
  const root = await ctx.store.folders.findByPath(environment.id, "/");
  const folderIds = [...(root ? [root] : []), ...below].map(({ id }) => id);
  return { folderCount: below.length, ...(await countIn(ctx, folderIds)) };
}

async function countIn(ctx: UseCaseContext, folderIds: string[]): Promise<Omit<DeletionImpact, "folderCount">> {
  const importers = await ctx.store.secretImports.listImporters(folderIds);
  return {
    secretCount: await ctx.store.secrets.count(folderIds),
    importedBy: importers.map(({ environment, path }) => ({ environment: environment.slug, secretPath: path })),
  };
}
