import { randomUUID } from "node:crypto";
import { type CreateSecretImportInput, MAX_IMPORTS_OF_FOLDER, type SecretImportOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { holdPlaces, openSecretScope } from "../secret/secret-scope.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertNoCycle } from "./assert-no-cycle.ts";
import { auditedImport, toSecretImportOutput } from "./secret-import-output.ts";

/**
 * Lets a folder import all secrets of another, of any environment of the project, behind what it imports already. It
 * gives nobody anything: whoever reads them must be allowed to read them where they are.
 */
export async function createSecretImport(
  ctx: UseCaseContext,
  input: CreateSecretImportInput,
): Promise<SecretImportOutput> {
  const scope = await openSecretScope(ctx, input);
  const { projectId, environment, folder, authorize } = scope;
  authorize("secret-imports:create", { environment: environment.slug, secretPath: folder.path });
  const source = await openSecretScope(ctx, { projectId, ...input.source });
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(projectId))) throw new AppError("project.not_found");
    await holdPlaces(tx, scope, [source]);
    await assertNoCycle(tx, projectId, { folderId: folder.id, sourceId: source.folder.id });
    const existing = await tx.secretImports.list([folder.id]);
    if (existing.length >= MAX_IMPORTS_OF_FOLDER) {
      throw invalidField("secretPath", `A folder has at most ${MAX_IMPORTS_OF_FOLDER} imports`);
    }
    const id = randomUUID();
    const position = (existing.at(-1)?.position ?? 0) + 1;
    const places = { folderId: folder.id, sourceFolderId: source.folder.id };
    const isNew = await tx.secretImports.insert({ id, ...places, position, createdAt: now, updatedAt: now });
    if (!isNew) throw new AppError("secret_import.already_exists");
    const row = await tx.secretImports.findForProject(id, projectId);
    if (!row) throw new AppError("secret_import.not_found");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret_import.create",
      subject: { type: "secret_import", id },
      projectId,
      detail: auditedImport(row),
    });
    return toSecretImportOutput(row);
  });
}
