import { LoginAttemptDetail, type LoginAttemptRef } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toLoginAttemptOutput } from "./login-attempt-output.ts";

/** One login attempt of the caller's organization, with its checks. */
export async function getLoginAttempt(ctx: UseCaseContext, input: LoginAttemptRef): Promise<LoginAttemptDetail> {
  ctx.authorize("audit-logs:read");
  const row = await ctx.store.loginAttempts.find(input.loginAttemptId, ctx.organizationId);
  if (!row) throw new AppError("login_attempt.not_found");
  return { ...toLoginAttemptOutput(row), checks: LoginAttemptDetail.shape.checks.parse(row.checks) };
}
