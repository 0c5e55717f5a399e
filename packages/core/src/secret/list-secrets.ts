import { can, type ListSecretsInput, type SecretList } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretComment, openSecretValue, toSecretOutput } from "./secret-values.ts";

/**
 * The secrets of an environment that the caller may know of, by key. Values are decrypted only when asked for, and
 * only where the caller may read them.
 */
export async function listSecrets(ctx: UseCaseContext, input: ListSecretsInput): Promise<SecretList> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:describeSecret");
  const rows = await ctx.store.secrets.list(scope.environment.id);
  const visible = rows.filter((row) => can(scope.rules, "secrets:describeSecret", scope.attributesOf(row.key)));
  const items = await Promise.all(
    visible.map(async (row) => {
      const isReadable = input.isValueWanted && can(scope.rules, "secrets:readValue", scope.attributesOf(row.key));
      return toSecretOutput(scope, row, {
        value: isReadable ? await openSecretValue(ctx.store, ctx, "secrets", row) : null,
        comment: await openSecretComment(ctx.store, ctx, "secrets", row),
      });
    }),
  );
  return { items };
}
