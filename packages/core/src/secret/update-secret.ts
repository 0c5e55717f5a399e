import { can, type SecretOutput, type UpdateSecretInput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./get-secret.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretComment, openSecretValue, sealSecret, toSecretOutput } from "./secret-values.ts";
import { writeVersion } from "./write-version.ts";

/**
 * Changes the fields that are given and keeps the result as a new version. With `expectedVersion` a change made
 * meanwhile by somebody else is not overwritten: `secret.changed_meanwhile`. Without the right to the value the
 * answer's is null: a change of the name alone must not show it.
 */
export async function updateSecret(ctx: UseCaseContext, input: UpdateSecretInput): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:edit", scope.attributesOf(input.key));
  const key = input.newKey ?? input.key;
  if (key !== input.key) scope.authorize("secrets:edit", scope.attributesOf(key));
  return ctx.transaction(async (tx) => {
    await tx.secrets.lock(scope.environment.id, input.key);
    const before = await loadSecret({ store: tx }, scope, input.key);
    if (input.expectedVersion !== undefined && input.expectedVersion !== before.version) {
      throw new AppError("secret.changed_meanwhile");
    }
    const plain = {
      value: input.value ?? (await openSecretValue(tx, ctx, "secrets", before)),
      comment: input.comment ?? (await openSecretComment(tx, ctx, "secrets", before)),
    };
    const after = {
      ...before,
      key,
      ...(await sealSecret(tx, ctx, "secrets", before.id, plain)),
      skipMultilineEncoding: input.skipMultilineEncoding ?? before.skipMultilineEncoding,
      version: before.version + 1,
      updatedAt: ctx.clock.now(),
    };
    const { id, environmentId: _environmentId, createdAt: _createdAt, ...change } = after;
    if (!(await tx.secrets.update(id, change))) throw new AppError("secret.already_exists");
    await writeVersion(tx, ctx, { secretId: id, version: after.version, key, ...plain });
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret.update",
      subject: { type: "secret", id },
      projectId: scope.projectId,
      detail: {
        key: { before: before.key, after: key },
        environment: scope.environment.slug,
        version: after.version,
        isValueChanged: input.value !== undefined,
      },
    });
    const isReadable = can(scope.rules, "secrets:readValue", scope.attributesOf(key));
    return toSecretOutput(scope, after, { ...plain, value: isReadable ? plain.value : null });
  });
}
