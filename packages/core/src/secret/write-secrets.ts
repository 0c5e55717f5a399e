import { randomUUID } from "node:crypto";
import type { NewSecret, SecretChange, SecretOutput } from "@podpass/contracts";
import { appendAuditEvents, changesBetween, type JsonValue } from "../audit/append-audit-event.ts";
import { actorId } from "../shared/actor.ts";
import { AppError } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadTags } from "../tag/load-tags.ts";
import { assertExpectedVersion } from "./expected-version.ts";
import { assertNothingOpened, type Move } from "./nothing-opened.ts";
import type { SecretRow } from "./secret.repository.ts";
import { eventOf } from "./secret-audit.ts";
import { holdPlaces, type OpenSecretScope } from "./secret-scope.ts";
import { openSecret, type PlainSecret, sealSecret, toSecretOutput } from "./secret-values.ts";
import { showToWriter } from "./show-to-writer.ts";

/** Adds secrets at version 1, all or none: `secret.already_exists` when the folder has one of the keys. */
export async function insertSecrets(
  tx: Store,
  ctx: UseCaseContext,
  scope: OpenSecretScope,
  secrets: readonly NewSecret[],
): Promise<SecretOutput[]> {
  await holdPlaces(tx, scope);
  const tagsOf = await loadTags(
    tx,
    scope.projectId,
    secrets.flatMap(({ tagIds }) => tagIds),
  );
  const now = ctx.clock.now();
  const written: Written[] = [];
  for (const { key, value, comment, metadata, tagIds, skipMultilineEncoding } of secrets) {
    await letOthersGoOn();
    const tags = tagsOf(tagIds);
    scope.authorize("secrets:create", scope.attributesOf({ key, tags }));
    const id = randomUUID();
    const plain = { value, comment, metadata };
    const sealed = await sealSecret(tx, ctx, "secrets", id, plain);
    const at = { version: 1, createdAt: now, updatedAt: now };
    written.push({ row: { id, folderId: scope.folder.id, key, ...sealed, skipMultilineEncoding, ...at, tags }, plain });
  }
  const rows = written.map(({ row: { tags: _tags, ...row } }) => row);
  if ((await tx.secrets.insertMany(rows)) < rows.length) throw new AppError("secret.already_exists");
  await tx.tags.attach(written.flatMap(({ row }) => row.tags.map((tag) => ({ secretId: row.id, tagId: tag.id }))));
  await keepVersions(tx, ctx, written);
  await appendAuditEvents(
    tx,
    ctx,
    written.map(({ row }) => ({ ...eventOf(ctx, scope, row, { key: row.key }), action: "secret.create" })),
  );
  return written.map(({ row, plain }) => toSecretOutput(scope, scope.folder.path, row, plain));
}

/**
 * Changes the fields that are given and keeps each result as a new version. With `expectedVersion` a change made
 * meanwhile by somebody else is not overwritten: `secret.changed_meanwhile`. The answer tells nothing that the caller may
 * not read: a change of the name alone must not show the value. The rows must be locked.
 */
export async function changeSecrets(
  tx: Store,
  ctx: UseCaseContext,
  scope: OpenSecretScope,
  changes: readonly { before: SecretRow; change: SecretChange }[],
): Promise<SecretOutput[]> {
  const tagsOf = await loadTags(
    tx,
    scope.projectId,
    changes.flatMap(({ change }) => change.tagIds ?? []),
  );
  const written: (Written & { before: SecretRow; change: SecretChange })[] = [];
  const moves: Move[] = [];
  for (const { before, change } of changes) {
    await letOthersGoOn();
    const key = change.newKey ?? before.key;
    const tags = change.tagIds === undefined ? before.tags : tagsOf(change.tagIds);
    scope.authorize("secrets:edit", scope.attributesOf(before));
    scope.authorize("secrets:edit", scope.attributesOf({ key, tags }));
    moves.push({ before: scope.attributesOf(before), after: scope.attributesOf({ key, tags }) });
    assertExpectedVersion(before, change.expectedVersion);
    const plain = { ...(await openSecret(tx, ctx, "secrets", before)), ...contentOf(change) };
    const row = {
      ...before,
      key,
      tags,
      ...(await sealSecret(tx, ctx, "secrets", before.id, plain)),
      skipMultilineEncoding: change.skipMultilineEncoding ?? before.skipMultilineEncoding,
      version: before.version + 1,
      updatedAt: ctx.clock.now(),
    };
    written.push({ row, plain, before, change });
  }
  await assertNothingOpened(tx, ctx, scope, moves);
  for (const { before, row } of written) await saveChange(tx, before, row);
  await keepVersions(tx, ctx, written);
  await appendAuditEvents(
    tx,
    ctx,
    written.map(({ row, before, change }) => ({
      ...eventOf(ctx, scope, row, { key: { before: before.key, after: row.key }, ...changesOf(before, row, change) }),
      action: "secret.update",
    })),
  );
  return written.map(({ row, plain }) => showToWriter(scope, row, plain));
}

/** What somebody changed, for its event. Of what is stored encrypted, that it was set: an event is not, and lasts. */
function changesOf(before: SecretRow, after: SecretRow, change: SecretChange): Record<string, JsonValue> {
  const { skipMultilineEncoding } = changesBetween(
    { skipMultilineEncoding: before.skipMultilineEncoding },
    { skipMultilineEncoding: after.skipMultilineEncoding },
  );
  return {
    isValueChanged: change.value !== undefined,
    isCommentChanged: change.comment !== undefined,
    isMetadataChanged: change.metadata !== undefined,
    ...(change.tagIds === undefined ? {} : { tagsBefore: before.tags.map(({ slug }) => slug) }),
    ...(skipMultilineEncoding === undefined ? {} : { skipMultilineEncoding }),
  };
}

interface Written {
  row: SecretRow;
  plain: PlainSecret;
}

async function saveChange(tx: Store, before: SecretRow, after: SecretRow): Promise<void> {
  const { id, folderId: _folderId, createdAt: _createdAt, tags, ...columns } = after;
  if (!(await tx.secrets.update(id, columns))) throw new AppError("secret.already_exists");
  if (tags === before.tags) return;
  await tx.tags.detachAll(id);
  await tx.tags.attach(tags.map((tag) => ({ secretId: id, tagId: tag.id })));
}

/** Keeps what secrets are now, encrypted for rows of their own. */
async function keepVersions(tx: Store, ctx: UseCaseContext, written: readonly Written[]): Promise<void> {
  const rows = [];
  for (const { row, plain } of written) {
    const id = randomUUID();
    rows.push({
      id,
      secretId: row.id,
      version: row.version,
      key: row.key,
      ...(await sealSecret(tx, ctx, "secret_versions", id, plain)),
      skipMultilineEncoding: row.skipMultilineEncoding,
      actorType: ctx.actor.type,
      actorId: actorId(ctx.actor) ?? "",
      createdAt: row.updatedAt,
    });
  }
  await tx.secretVersions.insertMany(rows);
}

function contentOf({ value, comment, metadata }: SecretChange): Partial<PlainSecret> {
  return {
    ...(value === undefined ? {} : { value }),
    ...(comment === undefined ? {} : { comment }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
