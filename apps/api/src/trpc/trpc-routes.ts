import { AppError } from "@podpass/core";
import type { TRPCError } from "@trpc/server";
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Container } from "../container.ts";
import { logError } from "../plugins/log-error.ts";
import { assertSameSite } from "../plugins/same-site.ts";
import { trpcContextOf } from "./context.ts";
import { answerTo, sourceOf } from "./init.ts";
import { type AppRouter, appRouter } from "./router.ts";

/** Room for one secret as large as a secret may be, with each of its characters escaped. */
const MAX_BODY_BYTES = 2.5 * 1024 * 1024;

/**
 * The dashboard's API. A change asked for by another site's page is refused before anything is read. The session cookie is
 * SameSite=Lax as well: either alone would do.
 */
export async function trpcRoutes(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  app.addHook("onRequest", async (request) => {
    assertHost(request);
    if (request.method !== "GET") assertSameSite(request, container.env.siteUrl);
  });
  app.addHook("onRoute", (route) => {
    route.bodyLimit = MAX_BODY_BYTES;
  });
  const options: FastifyTRPCPluginOptions<AppRouter>["trpcOptions"] = {
    router: appRouter,
    createContext: trpcContextOf(container),
    responseMeta: ({ errors }) => retryAfter(errors),
    onError({ error, path, req }) {
      logError(req.log.child({ procedure: path }), answerTo(error), sourceOf(error));
    },
  };
  await app.register(fastifyTRPCPlugin, { prefix: "", trpcOptions: options });
}

/** For a batch the longest time that one of its calls asks for: earlier not all of it can work. */
function retryAfter(errors: readonly TRPCError[]): { headers?: Record<string, string> } {
  const seconds = errors.map((error) => answerTo(error).retryAfterSeconds ?? 0);
  const longest = Math.max(0, ...seconds);
  return longest === 0 ? {} : { headers: { "retry-after": String(longest) } };
}

/** tRPC reads the request's address with the Host header; RFC 9112 section 3.2 answers 400 to one that is no host. */
function assertHost({ headers: { host } }: FastifyRequest): void {
  if (host !== undefined && !URL.canParse(`http://${host}`)) {
    throw new AppError("request.invalid", { message: "The Host header is not a host" });
  }
}
