import type { RevealedSecret, SecretRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./get-secret.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretValue } from "./secret-values.ts";

/** Shows one value to a person, and writes down that it did. */
export async function revealSecret(ctx: UseCaseContext, input: SecretRef): Promise<RevealedSecret> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:readValue", scope.attributesOf(input.key));
  return ctx.transaction(async (tx) => {
    const row = await loadSecret({ store: tx }, scope, input.key);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret.read",
      subject: { type: "secret", id: row.id },
      projectId: scope.projectId,
      detail: { key: row.key, environment: scope.environment.slug, version: row.version },
    });
    return { value: await openSecretValue(tx, ctx, "secrets", row), version: row.version };
  });
}
