import type { ListSecretVersionsInput, SecretVersionPage } from "@podpass/contracts";
import { readCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./load-secret.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretNotes } from "./secret-values.ts";

/** What a secret was, newest first, without the values. */
export async function listSecretVersions(
  ctx: UseCaseContext,
  input: ListSecretVersionsInput,
): Promise<SecretVersionPage> {
  const scope = await openSecretScope(ctx, input);
  const secret = await loadSecret(ctx, scope, input.key, "secrets:describeSecret");
  const before = readCursor(input.cursor);
  // A cursor that is not of this list ends in a version nobody has: an empty page.
  const rows = await ctx.store.secretVersions.list(
    secret.id,
    before ? toVersion(before.sortValue) : undefined,
    input.limit + 1,
  );
  const page = toPage(rows, input.limit, (row) => ({ sortValue: String(row.version), id: row.id }));
  const names = await ctx.store.audit.namesOf(ctx.organizationId, [
    ...new Set(page.items.flatMap(({ actorId }) => actorId || [])),
  ]);
  const items = await Promise.all(
    page.items.map(async (row) => ({
      version: row.version,
      key: row.key,
      ...(await openSecretNotes(ctx.store, ctx, "secret_versions", row)),
      skipMultilineEncoding: row.skipMultilineEncoding,
      actor: { type: row.actorType, id: row.actorId || null, name: names.get(row.actorId) ?? null },
      createdAt: row.createdAt,
    })),
  );
  return { items, nextCursor: page.nextCursor };
}

function toVersion(sortValue: string): number {
  return /^\d{1,10}$/.test(sortValue) ? Math.min(Number(sortValue), 2_147_483_647) : 0;
}
