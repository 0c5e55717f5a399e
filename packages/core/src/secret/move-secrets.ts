import type { MoveSecretsInput, SecretsWritten } from "@podpass/contracts";
import { appendAuditEvents } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { secretNotFound } from "./load-secret.ts";
import { lockSecrets } from "./lock-secrets.ts";
import { assertNothingOpened } from "./nothing-opened.ts";
import { destinationOf, eventOf } from "./secret-audit.ts";
import { openSecretScope } from "./secret-scope.ts";

/**
 * Moves secrets with all their versions to another folder of the project, all or none; `secret.already_exists` when it
 * has one of the keys. It takes the right to delete them where they are and to create them where they go, and opens
 * them to nobody.
 */
export async function moveSecrets(ctx: UseCaseContext, input: MoveSecretsInput): Promise<SecretsWritten> {
  const { projectId, keys } = input;
  const from = await openSecretScope(ctx, input);
  const to = await openSecretScope(ctx, { projectId, ...input.to });
  return ctx.transaction(async (tx) => {
    const existing = await lockSecrets(tx, from, keys, [to]);
    const rows = [];
    for (const key of keys) {
      await letOthersGoOn();
      const row = existing.get(key);
      from.authorize("secrets:delete", from.attributesOf(row ?? { key }));
      if (!row) throw secretNotFound(key);
      to.authorize("secrets:create", to.attributesOf(row));
      rows.push(row);
    }
    const moves = rows.map((row) => ({ before: from.attributesOf(row), after: to.attributesOf(row) }));
    await assertNothingOpened(tx, ctx, from, moves);
    const isFree = await tx.secrets.moveMany(
      rows.map(({ id }) => id),
      to.folder.id,
      ctx.clock.now(),
    );
    if (!isFree) throw new AppError("secret.already_exists");
    await appendAuditEvents(
      tx,
      ctx,
      rows.map((row) => ({
        ...eventOf(ctx, from, row, { key: row.key, to: destinationOf(to) }),
        action: "secret.move",
      })),
    );
    return { count: rows.length };
  });
}
