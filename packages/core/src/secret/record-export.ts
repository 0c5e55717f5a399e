import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { FolderRow } from "../folder/folder.repository.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { OpenEnvironment } from "./secret-scope.ts";

/** Writes down, by key, which values of a folder are handed out to be taken away: before they are. */
export async function recordExport(
  ctx: UseCaseContext,
  place: Pick<OpenEnvironment, "projectId" | "environment">,
  folder: Pick<FolderRow, "id" | "path">,
  exported: { keys: string[]; areImportsWanted: boolean },
): Promise<void> {
  await ctx.transaction((tx) =>
    appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret.export",
      subject: { type: "folder", id: folder.id },
      projectId: place.projectId,
      detail: { environment: place.environment.slug, secretPath: folder.path, ...exported },
    }),
  );
}
