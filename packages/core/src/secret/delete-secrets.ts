import type { DeleteSecretInput, DeleteSecretsInput, SecretList, SecretOutput } from "@podpass/contracts";
import { appendAuditEvents } from "../audit/append-audit-event.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertExpectedVersion } from "./expected-version.ts";
import { firstOf } from "./first-of.ts";
import { secretNotFound } from "./load-secret.ts";
import { lockSecrets } from "./lock-secrets.ts";
import { eventOf } from "./secret-audit.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretNotes, openSecretValue } from "./secret-values.ts";
import { showToWriter } from "./show-to-writer.ts";

/** What of the deleted secrets is told. For clients of the REST API, whose reads are no events; people reveal values. */
interface Shown {
  areValuesWanted?: boolean;
}

/**
 * Deletes secrets with their versions, all or none; answers what was deleted, and the values only when they are wanted and
 * the caller may read them. With `expectedVersion` none is deleted that somebody changed meanwhile:
 * `secret.changed_meanwhile`.
 */
export async function deleteSecrets(
  ctx: UseCaseContext,
  input: DeleteSecretsInput,
  shown: Shown = {},
): Promise<SecretList> {
  const scope = await openSecretScope(ctx, input);
  return ctx.transaction(async (tx) => {
    const existing = await lockSecrets(
      tx,
      scope,
      input.secrets.map(({ key }) => key),
    );
    const rows = [];
    for (const { key, expectedVersion } of input.secrets) {
      await letOthersGoOn();
      const row = existing.get(key);
      scope.authorize("secrets:delete", scope.attributesOf(row ?? { key }));
      if (!row) throw secretNotFound(key);
      assertExpectedVersion(row, expectedVersion);
      rows.push(row);
    }
    const items: SecretOutput[] = [];
    const events = [];
    for (const row of new Set(rows)) {
      const notes = await openSecretNotes(tx, ctx, "secrets", row);
      const value = shown.areValuesWanted ? await openSecretValue(tx, ctx, "secrets", row) : null;
      items.push(showToWriter(scope, row, { ...notes, value }));
      events.push({ ...eventOf(ctx, scope, row, { key: row.key }), action: "secret.delete" as const });
    }
    await tx.secrets.deleteMany(items.map(({ id }) => id));
    await appendAuditEvents(tx, ctx, events);
    return { items };
  });
}

/** Deletes one secret, as above. */
export async function deleteSecret(
  ctx: UseCaseContext,
  input: DeleteSecretInput,
  shown: Shown = {},
): Promise<SecretOutput> {
  return firstOf(await deleteSecrets(ctx, { ...input, secrets: [input] }, shown));
}
