import type { RequestLimiter } from "@podpass/core";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Probes ask this, from wherever the cluster's machines are: a server that refuses them is taken for dead. */
    isUncounted?: boolean;
  }
}

/**
 * Counts what a network asks of the APIs that this is registered with, before anything of it is read; beyond the limit it
 * is refused in the API's own envelope. The dashboard's calls are counted where its API can say so: `trpcContextOf`.
 */
export const limitRequests = fp<{ limiter: RequestLimiter | null }>(async (app, { limiter }) => {
  if (!limiter) return;
  app.addHook("onRequest", async (request) => {
    if (!request.routeOptions.config.isUncounted) limiter.take(request.clientAddress);
  });
});
