import type { SecretOutput } from "@podpass/contracts";
import type { Place } from "../encryption/secret-box.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import type { OpenSecretScope } from "./secret-scope.ts";

type SecretTable = "secrets" | "secret_versions";

interface SealedFields {
  encryptedValue: Uint8Array<ArrayBuffer>;
  encryptedComment: Uint8Array<ArrayBuffer>;
}

/** Encrypts a value and its comment for one row; the same text for another row is another envelope. */
export async function sealSecret(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  rowId: string,
  plain: { value: string; comment: string },
): Promise<SealedFields> {
  const seal = (field: string, text: string) =>
    ctx.secretBox.sealText(store, ctx.organizationId, place(table, rowId, field), text);
  return {
    encryptedValue: await seal("encrypted_value", plain.value),
    encryptedComment: await seal("encrypted_comment", plain.comment),
  };
}

/** The plain value of a stored row; throws when it was sealed for another place. */
export function openSecretValue(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  row: { id: string } & SealedFields,
): Promise<string> {
  return ctx.secretBox.openText(store, ctx.organizationId, place(table, row.id, "encrypted_value"), row.encryptedValue);
}

/** The plain comment of a stored row, as `openSecretValue`. */
export function openSecretComment(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  row: { id: string } & SealedFields,
): Promise<string> {
  const where = place(table, row.id, "encrypted_comment");
  return ctx.secretBox.openText(store, ctx.organizationId, where, row.encryptedComment);
}

/** What the world sees of a secret; `value` is null when it is not to be shown. */
export function toSecretOutput(
  scope: OpenSecretScope,
  row: SecretRow,
  plain: { value: string | null; comment: string },
): SecretOutput {
  const { id, key, version, skipMultilineEncoding, createdAt, updatedAt } = row;
  return {
    id,
    projectId: scope.projectId,
    environment: scope.environment.slug,
    secretPath: scope.secretPath,
    key,
    ...plain,
    version,
    skipMultilineEncoding,
    createdAt,
    updatedAt,
  };
}

function place(table: SecretTable, rowId: string, field: string): Place {
  return { table, rowId, field };
}
