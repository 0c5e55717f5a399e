import type { RevealedSecret, RevealSecretInput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret, loadVersion } from "./load-secret.ts";
import { eventOf } from "./secret-audit.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretValue } from "./secret-values.ts";

/** Shows one value, the current or an earlier one, to a person, and writes down that it did. */
export async function revealSecret(ctx: UseCaseContext, input: RevealSecretInput): Promise<RevealedSecret> {
  const scope = await openSecretScope(ctx, input);
  return ctx.transaction(async (tx) => {
    const row = await loadSecret({ store: tx }, scope, input.key, "secrets:readValue");
    const version = input.version ?? row.version;
    const event = eventOf(ctx, scope, { ...row, version }, { key: row.key });
    await appendAuditEvent(tx, ctx, { ...event, action: "secret.read" });
    if (version === row.version) return { value: await openSecretValue(tx, ctx, "secrets", row), version };
    const earlier = await loadVersion(tx, row.id, version);
    return { value: await openSecretValue(tx, ctx, "secret_versions", earlier), version };
  });
}
