import { ERROR_CATALOG, type ResourceAttributes } from "@podpass/contracts";
import type { Caller } from "../shared/actor.ts";
import { AppError, type Refused } from "../shared/app-error.ts";
import { type PublicContext, type Services, systemContext } from "../shared/use-case-context.ts";
import { appendAuditEvent, type JsonValue } from "./append-audit-event.ts";
import type { OutsideCaller } from "./refused-call-budget.ts";

interface FailedCall {
  /** Whatever the call ended with. */
  error: unknown;
  /** The procedure, or the method and pattern of the route: nothing that the caller wrote. */
  call: string;
  /** Who called, where that was known before the call failed. */
  caller: Caller | null;
}

/**
 * Writes down that a call was refused to somebody who is known, or counts it when too many are: see `RefusedCallBudget`.
 * Refusals are what the catalog calls forbidden, and tokens that are known and not let in. Every adapter hands over each
 * call that failed, when what the call had changed is rolled back. Never throws: the answer is the same with and without.
 */
export async function recordRefusedCall(ctx: PublicContext, { error, call, caller }: FailedCall): Promise<void> {
  if (!(error instanceof AppError)) return;
  const { code, reason } = error;
  const refused: Refused = error.refused ?? {};
  const isRefusal = ERROR_CATALOG[code].kind === "forbidden" || refused.caller !== undefined;
  const who = outsideCaller(refused.caller ?? caller);
  if (!isRefusal || !who) return;
  const { organizationId, actor } = who;
  const isLetIn = refused.caller === undefined;
  if (!ctx.refusedCallBudget.take({ organizationId, actor, call, code, isLetIn })) return;
  const { permission, resource, projectId } = refused;
  const isInProject = projectId !== undefined;
  const place = isInProject ? { type: "project", id: projectId } : { type: "organization", id: organizationId };
  try {
    await appendAuditEvent(ctx.store, ctx, {
      organizationId,
      actor,
      action: "access.refuse",
      subject: refused.subject ?? place,
      ...(isInProject ? { projectId } : {}),
      detail: {
        code,
        call,
        ...(permission === undefined ? {} : { permission }),
        ...(resource === undefined ? {} : { resource: toJson(resource) }),
        ...(reason === undefined ? {} : { reason }),
      },
    });
  } catch (failure) {
    ctx.logger.error({ err: failure, requestId: ctx.request.requestId, code }, "A refusal could not be written down");
  }
}

/** Writes down how many refused calls this process counted since the last time. What cannot be written is tried again. */
export async function storeRefusedCalls(services: Services): Promise<void> {
  await services.refusedCallBudget.drain(({ organizationId, actor, since, count }) =>
    appendAuditEvent(services.store, systemContext(services), {
      organizationId,
      actor,
      action: "access.refuse_many",
      subject: { type: "organization", id: organizationId },
      detail: { count, since: since.toISOString() },
    }),
  );
}

function outsideCaller(caller: Caller | null): OutsideCaller | null {
  if (!caller || caller.actor.type === "system") return null;
  return { organizationId: caller.organizationId, actor: caller.actor };
}

function toJson({ secretTags, ...names }: ResourceAttributes): Record<string, JsonValue> {
  return { ...names, ...(secretTags && { secretTags: [...secretTags] }) };
}
