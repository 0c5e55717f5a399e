import type { SecretImportOutput, SecretImportRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { auditedImport, toSecretImportOutput } from "./secret-import-output.ts";

/** Ends an import; answers what was deleted. */
export async function deleteSecretImport(ctx: UseCaseContext, input: SecretImportRef): Promise<SecretImportOutput> {
  const { projectId, importId } = input;
  const { authorize } = await openProject(ctx, { id: projectId });
  authorize("secret-imports:delete");
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(projectId);
    const row = await tx.secretImports.findForProject(importId, projectId);
    if (!row) throw new AppError("secret_import.not_found");
    const { folder } = row;
    authorize("secret-imports:delete", { environment: folder.environment.slug, secretPath: folder.path });
    await tx.secretImports.delete(importId);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret_import.delete",
      subject: { type: "secret_import", id: importId },
      projectId,
      detail: auditedImport(row),
    });
    return toSecretImportOutput(row);
  });
}
