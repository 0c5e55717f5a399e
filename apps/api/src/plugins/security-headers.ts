import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import Fastify from "fastify";
import fp from "fastify-plugin";
import type { Env } from "../env.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** What every answer carries, also one for which no hook runs. */
    readonly securityHeaders: Readonly<Record<string, string>>;
  }
}

/**
 * A strict content-security policy: nothing from elsewhere, no inline script, no inline style. HSTS only where the site
 * is https. Every answer has the same headers, so helmet is asked for them once and not at each request.
 */
export const securityHeaders = fp<{ env: Env }>(async (app, { env }) => {
  const isHttps = env.siteUrl.startsWith("https:");
  const headers = await headersOf({
    hsts: isHttps,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Pop-ups are placed through the CSSOM, which this does not restrict: no style element or attribute is needed.
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  app.decorate("securityHeaders", headers);
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
});

/** What helmet adds to an answer, as a server that does nothing else shows it. */
async function headersOf(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  await using probe = Fastify();
  let added: Record<string, string> = {};
  await probe.register(helmet, options);
  probe.get("/", async (_request, reply) => {
    added = Object.fromEntries(Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)]));
    return "";
  });
  await probe.inject("/");
  return added;
}
