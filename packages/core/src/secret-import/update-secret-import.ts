import type { SecretImportOutput, UpdateSecretImportInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { holdPlaces, openSecretScope } from "../secret/secret-scope.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertNoCycle } from "./assert-no-cycle.ts";
import type { SecretImportRow } from "./secret-import.repository.ts";
import { auditedImport, toSecretImportOutput } from "./secret-import-output.ts";

/** Gives an import another source, or another place in the order of its folder. */
export async function updateSecretImport(
  ctx: UseCaseContext,
  input: UpdateSecretImportInput,
): Promise<SecretImportOutput> {
  const { projectId, importId } = input;
  const { authorize } = await openProject(ctx, { id: projectId });
  authorize("secret-imports:edit");
  const source = input.source && (await openSecretScope(ctx, { projectId, ...input.source }));
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(projectId);
    const before = await tx.secretImports.findForProject(importId, projectId);
    if (!before) throw new AppError("secret_import.not_found");
    const { folder } = before;
    authorize("secret-imports:edit", { environment: folder.environment.slug, secretPath: folder.path });
    if (source) {
      await holdPlaces(tx, source);
      const change = { folderId: folder.id, sourceId: source.folder.id, changedId: importId };
      await assertNoCycle(tx, projectId, change);
      const isFree = await tx.secretImports.setSource(importId, source.folder.id, ctx.clock.now());
      if (!isFree) throw new AppError("secret_import.already_exists");
    }
    if (input.position !== undefined) await move(tx, before, input.position);
    const after = await tx.secretImports.findForProject(importId, projectId);
    if (!after) throw new AppError("secret_import.not_found");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret_import.update",
      subject: { type: "secret_import", id: importId },
      projectId,
      detail: {
        environment: folder.environment.slug,
        secretPath: folder.path,
        ...changesBetween(auditedImport(before), auditedImport(after)),
      },
    });
    return toSecretImportOutput(after);
  });
}

/** Numbers the imports of the folder anew around the moved one, from 1 without gaps. */
async function move(tx: Store, moved: SecretImportRow, position: number): Promise<void> {
  const order = (await tx.secretImports.list([moved.folder.id])).filter(({ id }) => id !== moved.id);
  order.splice(position - 1, 0, moved);
  for (const [index, { id }] of order.entries()) await tx.secretImports.setPosition(id, index + 1);
}
