import type { RevealedSecret, SecretRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./get-secret.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretValue } from "./secret-values.ts";
import { eventOf } from "./write-secrets.ts";

/** Shows one value to a person, and writes down that it did. */
export async function revealSecret(ctx: UseCaseContext, input: SecretRef): Promise<RevealedSecret> {
  const scope = await openSecretScope(ctx, input);
  return ctx.transaction(async (tx) => {
    const row = await loadSecret({ store: tx }, scope, input.key, "secrets:readValue");
    await appendAuditEvent(tx, ctx, { ...eventOf(ctx, scope, row, { key: row.key }), action: "secret.read" });
    return { value: await openSecretValue(tx, ctx, "secrets", row), version: row.version };
  });
}
