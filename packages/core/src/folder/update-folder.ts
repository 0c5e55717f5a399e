import { type FolderOutput, namesOfPath, pathOfNames, type UpdateFolderInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { assertNothingOpened } from "../secret/nothing-opened.ts";
import { type OpenEnvironment, secretAttributes } from "../secret/secret-scope.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { holdTags } from "../tag/hold-tags.ts";
import { parentOf } from "./delete-folder.ts";
import type { FolderRow } from "./folder.repository.ts";
import { toFolderOutput } from "./folder-output.ts";
import { lockFolder, openFolder } from "./get-folder.ts";

/** Renames a folder, or describes it anew. Pods address secrets by path: the new path is at once the only one. */
export async function updateFolder(ctx: UseCaseContext, input: UpdateFolderInput): Promise<FolderOutput> {
  const opened = await openFolder(ctx, input);
  const { place, folder } = opened;
  place.authorize("secret-folders:edit", { environment: place.environment.slug, secretPath: parentOf(folder.path) });
  if (folder.parentId === null) throw new AppError("folder.is_root");
  return ctx.transaction(async (tx) => {
    const before = await lockFolder(tx, ctx, opened);
    const name = input.name ?? before.name;
    const path = pathOfNames([...namesOfPath(parentOf(before.path)), name]);
    if (path !== before.path) await assertNoPathOpens(tx, ctx, place, { folder: before, to: path });
    const description = input.description ?? before.description;
    const change = { name, path, description, version: before.version + 1 };
    const after = await tx.folders.update(before.id, change, ctx.clock.now());
    if (!after) throw new AppError("folder.name_taken");
    if (path !== before.path) await tx.folders.movePaths(before.environmentId, before.path, path);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "folder.update",
      subject: { type: "folder", id: after.id },
      projectId: place.projectId,
      detail: {
        environment: place.environment.slug,
        ...changesBetween(
          { path: before.path, description: before.description },
          { path: after.path, description: after.description },
        ),
      },
    });
    return toFolderOutput(place, after);
  });
}

/** The secrets in the folder and below move along, and rules speak of paths. */
async function assertNoPathOpens(
  tx: Store,
  ctx: UseCaseContext,
  place: OpenEnvironment,
  { folder, to }: { folder: FolderRow; to: string },
): Promise<void> {
  const below = await tx.folders.listBelow(folder.environmentId, folder.path);
  const pathById = new Map([folder, ...below].map(({ id, path }) => [id, path]));
  const secrets = await holdTags(tx, place.projectId, await tx.secrets.listNames([...pathById.keys()]));
  const moves = secrets.map((secret) => {
    const from = pathById.get(secret.folderId) ?? folder.path;
    const before = secretAttributes(place.environment.slug, { ...secret, path: from });
    return { before, after: { ...before, secretPath: to + from.slice(folder.path.length) } };
  });
  await assertNothingOpened(tx, ctx, place, moves);
}
