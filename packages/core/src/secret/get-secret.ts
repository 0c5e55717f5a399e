import { can, type GetSecretInput, type SecretOutput } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import { type OpenSecretScope, openSecretScope } from "./secret-scope.ts";
import { openSecretComment, openSecretValue, toSecretOutput } from "./secret-values.ts";

/** One secret, at its current or at an earlier version. Without the right to its value the value is null. */
export async function getSecret(ctx: UseCaseContext, input: GetSecretInput): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:describeSecret", scope.attributesOf(input.key));
  const row = await loadSecret(ctx, scope, input.key);
  const isReadable = input.isValueWanted && can(scope.rules, "secrets:readValue", scope.attributesOf(input.key));
  if (input.version !== undefined && input.version !== row.version) {
    const version = await ctx.store.secrets.findVersion(row.id, input.version);
    if (!version) throw new AppError("secret.not_found", { message: `Secret has no version ${input.version}` });
    return toSecretOutput(
      scope,
      { ...row, key: version.key, version: version.version },
      {
        value: isReadable ? await openSecretValue(ctx.store, ctx, "secret_versions", version) : null,
        comment: await openSecretComment(ctx.store, ctx, "secret_versions", version),
      },
    );
  }
  return toSecretOutput(scope, row, {
    value: isReadable ? await openSecretValue(ctx.store, ctx, "secrets", row) : null,
    comment: await openSecretComment(ctx.store, ctx, "secrets", row),
  });
}

/** The secret of that key or `secret.not_found`, naming it. */
export async function loadSecret(
  ctx: Pick<UseCaseContext, "store">,
  scope: OpenSecretScope,
  key: string,
): Promise<SecretRow> {
  const row = await ctx.store.secrets.find(scope.environment.id, key);
  if (!row) throw new AppError("secret.not_found", { message: `Secret with name '${key}' not found` });
  return row;
}
