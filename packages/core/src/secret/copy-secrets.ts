import type { CopySecretsInput, SecretsWritten } from "@podpass/contracts";
import { appendAuditEvents } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { secretNotFound } from "./load-secret.ts";
import { lockSecrets } from "./lock-secrets.ts";
import type { SecretRow } from "./secret.repository.ts";
import { destinationOf, eventOf } from "./secret-audit.ts";
import { folderAt, openSecretRoom } from "./secret-room.ts";
import { type OpenSecretScope, openSecretScope } from "./secret-scope.ts";
import { openSecret } from "./secret-values.ts";
import { changeSecrets, insertSecrets } from "./write-secrets.ts";

/**
 * Writes secrets of one folder into another of the project, with value, comment, metadata and tags, all or none. Whoever
 * copies must be allowed to read all of that where they are and to write them where they go, also those that are skipped:
 * else the answer would tell which there are. The values never leave the server.
 */
export async function copySecrets(ctx: UseCaseContext, input: CopySecretsInput): Promise<SecretsWritten> {
  const { projectId, keys, whenPresent } = input;
  const from = await openSecretScope(ctx, input);
  const to = await openSecretScope(ctx, { projectId, ...input.to });
  return ctx.transaction(async (tx) => {
    const present = await lockSecrets(tx, to, keys, [from]);
    const sources = await loadSources(tx, from, keys);
    for (const row of sources) {
      await letOthersGoOn();
      const isChange = whenPresent === "overwrite" && present.has(row.key);
      to.authorize(isChange ? "secrets:edit" : "secrets:create", to.attributesOf(row));
    }
    if (present.size > 0 && whenPresent === "refuse") throw new AppError("secret.already_exists");
    const copied = whenPresent === "skip" ? sources.filter(({ key }) => !present.has(key)) : sources;
    const changes = [];
    const additions = [];
    for (const row of copied) {
      const { key, skipMultilineEncoding } = row;
      const plain = await openSecret(tx, ctx, "secrets", row);
      const copy = { key, ...plain, tagIds: row.tags.map(({ id }) => id), skipMultilineEncoding };
      const before = present.get(key);
      if (before) changes.push({ before, change: copy });
      else additions.push(copy);
    }
    if (changes.length > 0) await changeSecrets(tx, ctx, to, changes);
    if (additions.length > 0) await insertSecrets(tx, ctx, to, additions);
    await appendAuditEvents(
      tx,
      ctx,
      copied.map((row) => ({
        ...eventOf(ctx, from, row, { key: row.key, to: destinationOf(to) }),
        action: "secret.copy",
      })),
    );
    return { count: copied.length };
  });
}

async function loadSources(tx: Store, from: OpenSecretScope, keys: string[]): Promise<SecretRow[]> {
  const read = await openSecretRoom(tx).read({ folders: [folderAt(from)], keys, isValueWanted: true });
  const rows = new Map(read.map((row) => [row.key, row]));
  const sources = [];
  for (const key of keys) {
    await letOthersGoOn();
    const row = rows.get(key);
    const attributes = from.attributesOf(row ?? { key });
    from.authorize("secrets:describeSecret", attributes);
    from.authorize("secrets:readValue", attributes);
    if (!row) throw secretNotFound(key);
    sources.push(row);
  }
  return sources;
}
