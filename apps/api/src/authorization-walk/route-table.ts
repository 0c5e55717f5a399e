import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";

/** The router's procedures are behind this one. */
const PROCEDURES = "/api/trpc/:path";

/**
 * The routes of the servers that are built while `build` runs, as Fastify knows them: a route that somebody adds is in the
 * list, whether the API's description shows it or not. HEAD stands beside every GET and does the same.
 */
export async function recordRoutes<Built>(build: () => Promise<Built>): Promise<{ built: Built; routes: string[] }> {
  const routes = new Set<string>();
  const listen = (message: unknown) => {
    // https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", ({ method, url }) => {
      // Outside of the APIs there are the dashboard's files, which everybody may read.
      const isFile = !/^\/(?:api|v1)\//.test(url) && [method].flat().every((name) => ["GET", "HEAD"].includes(name));
      if (isFile || url === PROCEDURES) return;
      for (const name of [method].flat().filter((name) => name !== "HEAD")) routes.add(`${name} ${url}`);
    });
  };
  diagnostics.subscribe("fastify.initialization", listen);
  try {
    return { built: await build(), routes: [...routes] };
  } finally {
    diagnostics.unsubscribe("fastify.initialization", listen);
  }
}
