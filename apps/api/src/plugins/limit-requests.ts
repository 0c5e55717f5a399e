import type { RequestLimiter } from "@podpass/core";
import fp from "fastify-plugin";

/** Probes ask these, from wherever the cluster's machines are: a server that refuses them is taken for dead. */
const UNCOUNTED = new Set(["/api/status", "/v1/sys/health"]);

/**
 * Counts what a network asks of the APIs, before anything of it is read; beyond the limit it is refused in the API's own
 * envelope. The dashboard's calls are counted where its API can say so: `trpcContextOf`.
 */
export const limitRequests = fp<{ limiter: RequestLimiter | null }>(async (app, { limiter }) => {
  if (!limiter) return;
  app.addHook("onRequest", async (request) => {
    const { url = "" } = request.routeOptions;
    if (/^\/(?:api(?!\/trpc)|v1)\//.test(url) && !UNCOUNTED.has(url)) limiter.take(request.clientAddress);
  });
});
