import type { ErrorCode, FieldIssue } from "@podpass/contracts";
import {
  AppError,
  getCurrentSession,
  invalidRequest,
  openAccount,
  openUserSession,
  recordRefusedCall,
  resumeSession,
  type UseCaseContext,
} from "@podpass/core";
import { initTRPC, type TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { type ErrorAnswer, toErrorAnswer } from "../plugins/error-answer.ts";
import type { TrpcContext } from "./context.ts";

/** What the dashboard learns of an error beside its sentence. */
interface ErrorData {
  code: ErrorCode;
  /** tRPC answers with this status, whatever code its own error has. */
  httpStatus: number;
  requestId: string;
  issues: FieldIssue[] | undefined;
  /** When trying again may help; undefined when it would not. */
  retryAfterSeconds: number | undefined;
}

const t = initTRPC.context<TrpcContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const answer = answerTo(error);
    const data: ErrorData = {
      code: answer.code,
      httpStatus: answer.statusCode,
      requestId: ctx?.public.request.requestId ?? "",
      issues: answer.issues,
      retryAfterSeconds: answer.retryAfterSeconds,
    };
    return { ...shape, message: answer.message, data };
  },
});

/** What may be said of an error that tRPC hands over. */
export function answerTo(error: TRPCError): ErrorAnswer {
  return toErrorAnswer(sourceOf(error));
}

/** The error behind tRPC's own: ours, a schema's verdict, or something the framework refused. */
export function sourceOf(error: TRPCError): unknown {
  if (error.cause instanceof ZodError) return invalidRequest(error.cause);
  if (error.cause instanceof AppError) return error.cause;
  if (error.code === "INTERNAL_SERVER_ERROR") return error.cause ?? error;
  if (error.code === "NOT_FOUND") return new AppError("request.not_found");
  return new AppError("request.invalid", { reason: error.message });
}

export const router = t.router;

/** For what works without being signed in: set-up. */
export const publicProcedure = t.procedure;

/** For what is the signed-in person's own. */
export const accountProcedure = publicProcedure.use(async ({ ctx, next }) => {
  return next({ ctx: { account: await openAccount(ctx.public, await requireSession(ctx)) } });
});

/** For who is signed in, whatever the organization still asks of them. */
export const sessionProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const { userId } = await resumeSession(ctx.public, await requireSession(ctx));
  return next({ ctx: { session: await getCurrentSession(ctx.public, userId, ctx.organizationSlug) } });
});

/**
 * For everything else: the signed-in person's context, with the role read from data for this request. What is refused to
 * them is written down.
 */
export const procedure = publicProcedure.use(async ({ ctx, path, next }) => {
  const { userId } = await resumeSession(ctx.public, await requireSession(ctx));
  const record = (error: unknown, caller: UseCaseContext | null) =>
    recordRefusedCall(ctx.public, { error, call: path, caller });
  const opened = await openUserSession(ctx.public, userId, ctx.organizationSlug).catch(async (error: unknown) => {
    await record(error, null);
    throw error;
  });
  const result = await next({ ctx: opened });
  if (!result.ok) await record(result.error.cause, opened.useCase);
  return result;
});

async function requireSession(ctx: TrpcContext): Promise<string> {
  const sessionId = await ctx.findSessionId();
  if (sessionId === null) throw new AppError("auth.signed_out");
  return sessionId;
}
