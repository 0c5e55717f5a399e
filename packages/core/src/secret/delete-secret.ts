import type { SecretOutput, SecretRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./get-secret.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretComment, toSecretOutput } from "./secret-values.ts";

/** Deletes a secret with its versions; answers what was deleted, without the value. */
export async function deleteSecret(ctx: UseCaseContext, input: SecretRef): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:delete", scope.attributesOf(input.key));
  return ctx.transaction(async (tx) => {
    await tx.secrets.lock(scope.environment.id, input.key);
    const row = await loadSecret({ store: tx }, scope, input.key);
    const comment = await openSecretComment(tx, ctx, "secrets", row);
    await tx.secrets.delete(row.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret.delete",
      subject: { type: "secret", id: row.id },
      projectId: scope.projectId,
      detail: { key: row.key, environment: scope.environment.slug, version: row.version },
    });
    return toSecretOutput(scope, row, { value: null, comment });
  });
}
