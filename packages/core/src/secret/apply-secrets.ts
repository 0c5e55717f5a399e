import type { ApplySecretsInput, SecretList } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { secretNotFound } from "./load-secret.ts";
import { lockSecrets } from "./lock-secrets.ts";
import { openSecretScope } from "./secret-scope.ts";
import { changeSecrets, insertSecrets } from "./write-secrets.ts";

/**
 * Adds secrets and changes others, all or none. What was made meanwhile is not overwritten by what was thought to be
 * new: `secret.already_exists`; nor is, with `expectedVersion`, what was changed: `secret.changed_meanwhile`.
 */
export async function applySecrets(ctx: UseCaseContext, input: ApplySecretsInput): Promise<SecretList> {
  const scope = await openSecretScope(ctx, input);
  const keys = input.update.map(({ key }) => key);
  return ctx.transaction(async (tx) => {
    const existing = await lockSecrets(tx, scope, keys);
    const changes = input.update.map((change) => {
      const before = existing.get(change.key);
      scope.authorize("secrets:edit", scope.attributesOf(before ?? { key: change.key }));
      if (!before) throw secretNotFound(change.key);
      return { before, change };
    });
    const changed = await changeSecrets(tx, ctx, scope, changes);
    const created = await insertSecrets(tx, ctx, scope, input.create);
    return { items: [...created, ...changed] };
  });
}
