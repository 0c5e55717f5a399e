import { randomUUID } from "node:crypto";
import type { AttachUniversalAuthInput, UniversalAuthOutput } from "@podpass/contracts";
import { withExplicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { auditedUniversalAuth, toUniversalAuthOutput } from "./universal-auth-output.ts";

/** Gives an identity Universal Auth: a client id, to which client secrets are made. */
export async function attachUniversalAuth(
  ctx: UseCaseContext,
  input: AttachUniversalAuthInput,
): Promise<UniversalAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    await loadIdentity(tx, input.identityId, ctx.organizationId);
    return insertUniversalAuth(tx, ctx, input);
  });
}

/** The write itself, for whoever has already decided that it may happen. */
export async function insertUniversalAuth(
  tx: Store,
  ctx: UseCaseContext,
  input: AttachUniversalAuthInput,
): Promise<UniversalAuthOutput> {
  const now = ctx.clock.now();
  const row = {
    ...withExplicitPolicy(input),
    id: randomUUID(),
    clientId: randomUUID(),
    createdAt: now,
    updatedAt: now,
  };
  if (!(await tx.universalAuths.insert(row))) throw new AppError("universal_auth.already_attached");
  await appendAuditEvent(tx, ctx, {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    action: "universal_auth.attach",
    subject: { type: "identity", id: input.identityId },
    detail: auditedUniversalAuth({ ...row, lockout: null }),
  });
  return toUniversalAuthOutput({ ...row, lockout: null }, now);
}
