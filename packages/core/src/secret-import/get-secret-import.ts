import type { SecretImportList, SecretImportOutput, SecretScope } from "@podpass/contracts";
import { openEnvironment, openSecretScope } from "../secret/secret-scope.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toSecretImportOutput } from "./secret-import-output.ts";

/** What a folder imports, in order: of two that have a key, the one behind wins. */
export async function listSecretImports(ctx: UseCaseContext, input: SecretScope): Promise<SecretImportList> {
  const { environment, folder, authorize } = await openSecretScope(ctx, input);
  authorize("secret-imports:read", { environment: environment.slug, secretPath: folder.path });
  return { items: (await ctx.store.secretImports.list([folder.id])).map(toSecretImportOutput) };
}

/** One import by id alone. */
export async function getSecretImport(ctx: UseCaseContext, importId: string): Promise<SecretImportOutput> {
  const row = await ctx.store.secretImports.findForOrganization(importId, ctx.organizationId);
  if (!row) throw new AppError("secret_import.not_found");
  const { slug, projectId } = row.folder.environment;
  const { authorize } = await openEnvironment(ctx, { projectId, environment: slug });
  authorize("secret-imports:read", { environment: slug, secretPath: row.folder.path });
  return toSecretImportOutput(row);
}
