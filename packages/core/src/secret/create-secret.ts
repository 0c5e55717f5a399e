import { randomUUID } from "node:crypto";
import type { CreateSecretInput, SecretOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { openSecretScope } from "./secret-scope.ts";
import { sealSecret, toSecretOutput } from "./secret-values.ts";
import { writeVersion } from "./write-version.ts";

/** Adds a secret at version 1. */
export async function createSecret(ctx: UseCaseContext, input: CreateSecretInput): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:create", scope.attributesOf(input.key));
  const { key, value, comment, skipMultilineEncoding } = input;
  const id = randomUUID();
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    const row = {
      id,
      environmentId: scope.environment.id,
      key,
      ...(await sealSecret(tx, ctx, "secrets", id, { value, comment })),
      skipMultilineEncoding,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    if (!(await tx.secrets.insert(row))) throw new AppError("secret.already_exists");
    await writeVersion(tx, ctx, { secretId: id, version: 1, key, value, comment });
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "secret.create",
      subject: { type: "secret", id },
      projectId: scope.projectId,
      detail: { key, environment: scope.environment.slug, version: 1 },
    });
    return toSecretOutput(scope, row, { value, comment });
  });
}
