import { SecretMetadata, type SecretOutput } from "@podpass/contracts";
import type { EncryptedColumn, Place } from "../encryption/encrypted-columns.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import type { OpenEnvironment } from "./secret-scope.ts";

type SecretTable = "secrets" | "secret_versions";

/** What of a secret is encrypted. */
export interface PlainSecret {
  value: string;
  comment: string;
  metadata: SecretMetadata;
}

interface SealedSecret {
  encryptedValue: Uint8Array<ArrayBuffer>;
  encryptedComment: Uint8Array<ArrayBuffer>;
  encryptedMetadata: Uint8Array<ArrayBuffer> | null;
}

type SealedRow = SealedSecret & { id: string };

/** Encrypts what is in a secret for one row; the same text for another row is another envelope. */
export async function sealSecret(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  rowId: string,
  { value, comment, metadata }: PlainSecret,
): Promise<SealedSecret> {
  const seal = (field: EncryptedColumn<SecretTable>, text: string) =>
    ctx.secretBox.sealText(store, ctx.organizationId, { table, rowId, field }, text);
  return {
    encryptedValue: await seal("encrypted_value", value),
    encryptedComment: await seal("encrypted_comment", comment),
    encryptedMetadata: metadata.length === 0 ? null : await seal("encrypted_metadata", JSON.stringify(metadata)),
  };
}

/** The plain value of a stored row; throws when it was sealed for another place. */
export function openSecretValue(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  row: SealedRow,
): Promise<string> {
  const place: Place<SecretTable> = { table, rowId: row.id, field: "encrypted_value" };
  return ctx.secretBox.openText(store, ctx.organizationId, place, row.encryptedValue);
}

/** What is written beside the value of a stored row, as `openSecretValue`. */
export async function openSecretNotes(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  row: SealedRow,
): Promise<Omit<PlainSecret, "value">> {
  const open = (field: EncryptedColumn<SecretTable>, envelope: Uint8Array) =>
    ctx.secretBox.openText(store, ctx.organizationId, { table, rowId: row.id, field }, envelope);
  const comment = await open("encrypted_comment", row.encryptedComment);
  if (row.encryptedMetadata === null) return { comment, metadata: [] };
  const metadata = await open("encrypted_metadata", row.encryptedMetadata);
  return { comment, metadata: SecretMetadata.parse(JSON.parse(metadata)) };
}

/** Both of the above. */
export async function openSecret(
  store: Store,
  ctx: UseCaseContext,
  table: SecretTable,
  row: SealedRow,
): Promise<PlainSecret> {
  const value = await openSecretValue(store, ctx, table, row);
  return { value, ...(await openSecretNotes(store, ctx, table, row)) };
}

/** What the world sees of a secret; `value` is null when it is not to be shown. */
export function toSecretOutput(
  place: Pick<OpenEnvironment, "projectId" | "environment">,
  secretPath: string,
  row: Omit<SecretRow, "folderId" | keyof SealedSecret>,
  plain: Omit<PlainSecret, "value"> & { value: string | null },
): SecretOutput {
  const { id, key, version, skipMultilineEncoding, tags, createdAt, updatedAt } = row;
  return {
    id,
    projectId: place.projectId,
    environment: place.environment.slug,
    secretPath,
    key,
    ...plain,
    version,
    skipMultilineEncoding,
    tags,
    createdAt,
    updatedAt,
  };
}
