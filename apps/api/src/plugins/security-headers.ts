import helmet from "@fastify/helmet";
import fp from "fastify-plugin";
import type { Env } from "../env.ts";

/**
 * A strict content-security policy: nothing from elsewhere, no inline script, no inline style. HSTS only where the site
 * is https.
 */
export const securityHeaders = fp<{ env: Env }>(async (app, { env }) => {
  const isHttps = env.siteUrl.startsWith("https:");
  await app.register(helmet, {
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
});
