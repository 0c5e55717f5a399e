import { recordRefusedCall, type UseCaseContext } from "@podpass/core";
import fp from "fastify-plugin";

/**
 * Writes refusals of every route down, whichever envelope they are answered in. The hook runs once for a call that failed,
 * before its answer (https://fastify.dev/docs/latest/Reference/Hooks/#onerror). tRPC's errors stay within tRPC: see
 * `procedure` of trpc/init.ts.
 */
export const recordRefusals = fp(async (app) => {
  app.addHook("onError", async (request, _reply, error) => {
    // Null until the caller is known.
    const caller: UseCaseContext | null = request.useCase;
    const call = `${request.method} ${request.routeOptions.url ?? ""}`;
    await recordRefusedCall(request.publicContext(), { error, call, caller });
  });
});
