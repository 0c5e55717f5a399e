import type { ListLoginAttemptsInput, LoginAttemptPage } from "@podpass/contracts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toLoginAttemptOutput } from "./login-attempt-output.ts";

/** The login attempts of the caller's organization, newest first. */
export async function listLoginAttempts(ctx: UseCaseContext, input: ListLoginAttemptsInput): Promise<LoginAttemptPage> {
  ctx.authorize("audit-logs:read");
  const scope = {
    organizationId: ctx.organizationId,
    identityId: input.identityId,
    from: startOf(input, ctx.clock.now()),
    until: input.until,
  };
  const [rows, notKeptCount] = await Promise.all([
    ctx.store.loginAttempts.list({
      ...scope,
      result: input.result,
      reason: input.reason,
      serviceAccount: input.serviceAccount || undefined,
      requestId: input.requestId || undefined,
      before: readTimeCursor(input.cursor),
      take: input.limit + 1,
    }),
    ctx.store.loginAttempts.sumOverflows(scope),
  ]);
  const page = toPage(rows, input.limit, (row) => ({ sortValue: row.occurredAt.toISOString(), id: row.id }));
  return { items: page.items.map(toLoginAttemptOutput), nextCursor: page.nextCursor, notKeptCount };
}

/** The later of the two ways to say where the time begins. */
function startOf({ from, withinSeconds }: ListLoginAttemptsInput, now: Date): Date | undefined {
  if (withinSeconds === undefined) return from;
  const start = new Date(now.getTime() - withinSeconds * 1000);
  return from && from > start ? from : start;
}
