import { can, type SecretOutput } from "@podpass/contracts";
import type { SecretRow } from "./secret.repository.ts";
import type { OpenSecretScope } from "./secret-scope.ts";
import { type PlainSecret, toSecretOutput } from "./secret-values.ts";

/**
 * What whoever changed or deleted a secret is told of it. That they may write it is no right to read it: its value, and what
 * is written beside it, are only there for who may read these.
 */
export function showToWriter(
  scope: OpenSecretScope,
  row: SecretRow,
  { value, ...notes }: Omit<PlainSecret, "value"> & { value: string | null },
): SecretOutput {
  const attributes = scope.attributesOf(row);
  const isDescribed = can(scope.rules, "secrets:describeSecret", attributes);
  return toSecretOutput(scope, scope.folder.path, isDescribed ? row : { ...row, tags: [] }, {
    ...(isDescribed ? notes : { comment: "", metadata: [] }),
    value: can(scope.rules, "secrets:readValue", attributes) ? value : null,
  });
}
