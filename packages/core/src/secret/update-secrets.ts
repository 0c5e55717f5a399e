import {
  NewSecret,
  type SecretList,
  type SecretOutput,
  type UpdateSecretInput,
  type UpdateSecretsInput,
} from "@podpass/contracts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { firstOf } from "./first-of.ts";
import { secretNotFound } from "./load-secret.ts";
import { lockSecrets } from "./lock-secrets.ts";
import { openSecretScope } from "./secret-scope.ts";
import { changeSecrets, insertSecrets } from "./write-secrets.ts";

/**
 * Changes several secrets, all or none. One that is missing is refused, left out or, with its value given, made:
 * as `whenMissing` says. The answer is in the order of the input.
 */
export async function updateSecrets(ctx: UseCaseContext, input: UpdateSecretsInput): Promise<SecretList> {
  const scope = await openSecretScope(ctx, input);
  const keys = input.secrets.map(({ key }) => key);
  return ctx.transaction(async (tx) => {
    const existing = await lockSecrets(tx, scope, keys);
    // All are asked for before any is said to be missing: else that would tell of the others that they are there.
    for (const { key } of input.secrets)
      scope.authorize("secrets:edit", scope.attributesOf(existing.get(key) ?? { key }));
    const changes = input.secrets.flatMap((change) => {
      const before = existing.get(change.key);
      return before ? [{ before, change }] : [];
    });
    const missing = input.secrets.filter(({ key }) => !existing.has(key));
    const [absent] = missing;
    if (absent && input.whenMissing === "refuse") throw secretNotFound(absent.key);
    const isExpected = missing.some(({ expectedVersion }) => expectedVersion !== undefined);
    if (isExpected) throw new AppError("secret.changed_meanwhile");
    const changed = await changeSecrets(tx, ctx, scope, changes);
    const created = input.whenMissing === "create" ? await insertSecrets(tx, ctx, scope, missing.map(toNewSecret)) : [];
    const order = new Map(input.secrets.map(({ key, newKey }, index) => [newKey ?? key, index]));
    const items = [...changed, ...created].sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
    return { items };
  });
}

/** Changes the fields of one secret that are given; `secret.not_found` names it when there is none. */
export async function updateSecret(ctx: UseCaseContext, input: UpdateSecretInput): Promise<SecretOutput> {
  return firstOf(await updateSecrets(ctx, { ...input, secrets: [input], whenMissing: "refuse" }));
}

function toNewSecret({ newKey, ...change }: UpdateSecretsInput["secrets"][number]): NewSecret {
  if (change.value === undefined) throw invalidField("value", "Is required for a secret that does not exist yet");
  return NewSecret.parse({ ...change, key: newKey ?? change.key });
}
