import { type FolderOutput, type FolderRef, namesOfPath, pathOfNames } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toFolderOutput } from "./folder-output.ts";
import { lockFolder, openFolder } from "./get-folder.ts";

/** Deletes a folder with the folders and secrets in it; answers what was deleted. */
export async function deleteFolder(ctx: UseCaseContext, input: FolderRef): Promise<FolderOutput> {
  const opened = await openFolder(ctx, input);
  const { place, folder } = opened;
  place.authorize("secret-folders:delete", { environment: place.environment.slug, secretPath: parentOf(folder.path) });
  if (folder.parentId === null) throw new AppError("folder.is_root");
  return ctx.transaction(async (tx) => {
    const current = await lockFolder(tx, ctx, opened);
    const below = await tx.folders.listBelow(current.environmentId, current.path);
    const folderIds = [current.id, ...below.map(({ id }) => id)];
    const secretCount = await tx.secrets.count(folderIds);
    await tx.folders.delete(current.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "folder.delete",
      subject: { type: "folder", id: current.id },
      projectId: place.projectId,
      detail: { path: current.path, environment: place.environment.slug, folderCount: below.length, secretCount },
    });
    return toFolderOutput(place, current);
  });
}

/** The path of the folder around one; the root's is its own. */
export function parentOf(path: string): string {
  return pathOfNames(namesOfPath(path).slice(0, -1));
}
