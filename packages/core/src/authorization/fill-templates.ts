import { asksForMetadata, type PermissionRule, type RefusedTemplate, resolveTemplates } from "@podpass/contracts";
import { LRUCache } from "lru-cache";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Remembers which refusals of a template were written down, so that one is written once and not at every request. */
export type RefusedTemplates = LRUCache<string, true>;

export function createRefusedTemplates(): RefusedTemplates {
  return new LRUCache({ max: 10_000 });
}

/**
 * The rules with what is known of the caller in the place of templates. The service account is the one whose JWT was
 * traded for this request's token, so that two pods of one identity are never taken for each other. A person has no name
 * here: they choose it themselves.
 */
export async function fillTemplates(
  ctx: UseCaseContext,
  rules: readonly PermissionRule[],
  projectId: string,
): Promise<readonly PermissionRule[]> {
  if (ctx.actor.type === "system") return rules;
  const { id, type } = ctx.actor;
  const isIdentity = type === "identity";
  const metadata =
    isIdentity && asksForMetadata(rules) ? await ctx.store.identities.findMetadata(id, ctx.organizationId) : {};
  const name = isIdentity ? ctx.actor.name : null;
  const resolved = resolveTemplates(rules, { id, name, serviceAccount: ctx.serviceAccount, metadata });
  for (const refusal of resolved.refused) await recordOnce(ctx, projectId, refusal);
  return resolved.rules;
}

/** One event for each value that was refused, as long as this process remembers it. */
async function recordOnce(ctx: UseCaseContext, projectId: string, refusal: RefusedTemplate): Promise<void> {
  if (ctx.actor.type === "system") return;
  const key = JSON.stringify([ctx.actor.id, projectId, refusal]);
  if (ctx.refusedTemplates.has(key)) return;
  await appendAuditEvent(ctx.store, ctx, {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    action: "permission_template.refuse",
    subject: { type: ctx.actor.type, id: ctx.actor.id },
    projectId,
    detail: { ...refusal },
  });
  ctx.refusedTemplates.set(key, true);
}
