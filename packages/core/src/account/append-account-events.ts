import type { AuditAction } from "@podpass/contracts";
import { appendAuditEvents, type JsonValue } from "../audit/append-audit-event.ts";
import type { Actor } from "../shared/actor.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

interface AccountEvent {
  action: AuditAction;
  detail?: Record<string, JsonValue>;
  /** Who did it, when it is not the person: a stranger who tried, or the operator. */
  actor?: Actor;
}

/**
 * Writes down what happens to a person's account, in every organization they belong to: its admins answer for who gets
 * in, wherever else that person works.
 */
export async function appendAccountEvents(
  tx: Store,
  ctx: PublicContext,
  user: { id: string; name: string },
  { action, detail = {}, actor = { type: "user", id: user.id, name: user.name } }: AccountEvent,
): Promise<void> {
  const organizationIds = await tx.accounts.organizationIdsOf(user.id);
  const subject = { type: "user", id: user.id };
  const events = organizationIds.map((organizationId) => ({ organizationId, actor, action, subject, detail }));
  await appendAuditEvents(tx, ctx, events);
}
