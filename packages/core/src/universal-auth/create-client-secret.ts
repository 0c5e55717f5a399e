import { randomUUID } from "node:crypto";
import type { ClientSecretOutput, CreateClientSecretInput, CreateClientSecretOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { ClientSecretRow } from "./client-secret.repository.ts";
import { newClientSecretValue } from "./client-secret-value.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";

/** Makes a client secret. The value is in this answer and nowhere else: only its hash is stored. */
export async function createClientSecret(
  ctx: UseCaseContext,
  input: CreateClientSecretInput,
): Promise<CreateClientSecretOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const now = ctx.clock.now();
  const { value, prefix, secretHash } = newClientSecretValue();
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const universalAuth = await loadUniversalAuth(tx, input.identityId, ctx.organizationId);
    const { description, ttlSeconds, maxUses } = input;
    const row = await tx.clientSecrets.insert({
      id: randomUUID(),
      universalAuthId: universalAuth.id,
      description,
      prefix,
      secretHash,
      ttlSeconds,
      expiresAt: ttlSeconds === 0 ? null : new Date(now.getTime() + ttlSeconds * 1000),
      maxUses,
      createdAt: now,
    });
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "client_secret.create",
      subject: { type: "client_secret", id: row.id },
      detail: { identityId: input.identityId, description, prefix, ttlSeconds, maxUses },
    });
    return { clientSecret: value, data: toClientSecretOutput(row) };
  });
}

/** What the world sees of a client secret after it was made. */
export function toClientSecretOutput({ revokedAt, ...row }: ClientSecretRow): ClientSecretOutput {
  return { ...row, isRevoked: revokedAt !== null };
}
