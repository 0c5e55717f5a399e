import type { RestoreSecretInput, SecretOutput } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { firstOf } from "./first-of.ts";
import { loadSecret, loadVersion } from "./load-secret.ts";
import { lockSecrets } from "./lock-secrets.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecret } from "./secret-values.ts";
import { changeSecrets } from "./write-secrets.ts";

/**
 * Makes what a secret was at a version its newest version: value, comment, metadata and encoding. Its name and tags, which
 * rules speak of, stay as they are.
 */
export async function restoreSecret(ctx: UseCaseContext, input: RestoreSecretInput): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input);
  return ctx.transaction(async (tx) => {
    await lockSecrets(tx, scope, [input.key]);
    const before = await loadSecret({ store: tx }, scope, input.key, "secrets:edit");
    const version = await loadVersion(tx, before.id, input.version);
    const change = {
      ...(await openSecret(tx, ctx, "secret_versions", version)),
      key: before.key,
      skipMultilineEncoding: version.skipMultilineEncoding,
      expectedVersion: input.expectedVersion,
    };
    return firstOf({ items: await changeSecrets(tx, ctx, scope, [{ before, change }]) });
  });
}
