/**
 * Every column that holds values encrypted under a data key, and what a row of its table is called by. What is not in
 * here cannot be encrypted (see `Place`), and what is in here is encrypted anew when keys rotate.
 */
export const ENCRYPTED_COLUMNS = {
  audit_chains: { rowId: "organization_id", idType: "uuid", columns: ["encrypted_key"] },
  kubernetes_auths: { rowId: "id", idType: "uuid", columns: ["encrypted_reviewer_jwt"] },
  second_factors: { rowId: "user_id", idType: "text", columns: ["encrypted_secret"] },
  secret_overrides: { rowId: "id", idType: "uuid", columns: ["encrypted_value"] },
  secret_versions: {
    rowId: "id",
    idType: "uuid",
    columns: ["encrypted_value", "encrypted_comment", "encrypted_metadata"],
  },
  secrets: { rowId: "id", idType: "uuid", columns: ["encrypted_value", "encrypted_comment", "encrypted_metadata"] },
} as const satisfies Record<string, { rowId: string; idType: "uuid" | "text"; columns: readonly string[] }>;

export type EncryptedTable = keyof typeof ENCRYPTED_COLUMNS;
export type EncryptedColumn<Table extends EncryptedTable = EncryptedTable> =
  (typeof ENCRYPTED_COLUMNS)[Table]["columns"][number];

/** The one place a value is encrypted for: it opens nowhere else. */
export interface Place<Table extends EncryptedTable = EncryptedTable> {
  table: Table;
  rowId: string;
  field: EncryptedColumn<Table>;
}

// The keys of the object above are exactly these.
export const ENCRYPTED_TABLES = Object.keys(ENCRYPTED_COLUMNS) as EncryptedTable[];

/** What data keys themselves are kept in: wrapped by a root key. */
export const WRAPPED_KEY_COLUMN = { table: "data_keys", column: "encrypted_key" } as const;
