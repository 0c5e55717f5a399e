import { type ExportedSecrets, type ExportSecretsInput, ListSecretsInput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { listSecrets } from "./list-secrets.ts";
import { openSecretScope } from "./secret-scope.ts";

/**
 * The values of a folder for a person to take away, those that they may read and no others, by key. They are written
 * down before they are handed out.
 */
export async function exportSecrets(ctx: UseCaseContext, input: ExportSecretsInput): Promise<ExportedSecrets> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:readValue");
  const listing = await listSecrets(ctx, ListSecretsInput.parse({ ...input, isValueWanted: true }));
  const items = [...listing.items, ...listing.imports.flatMap((imported) => imported.items)]
    .flatMap(({ key, value, comment }) => (value === null ? [] : [{ key, value, comment }]))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  await ctx.transaction((tx) =>
    appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret.export",
      subject: { type: "folder", id: scope.folder.id },
      projectId: scope.projectId,
      detail: {
        environment: scope.environment.slug,
        secretPath: scope.folder.path,
        keys: items.map(({ key }) => key),
        areImportsWanted: input.areImportsWanted,
      },
    }),
  );
  return { items };
}
