import { AppError, type PublicContext, type UseCaseContext, verifyAccessToken } from "@podpass/core";
import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Container } from "../container.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The context of a request whose caller is not known (yet). */
    publicContext(): PublicContext;
    /** The context the access token's identity acts in; set by `requireIdentity`. */
    useCase: UseCaseContext;
  }
  interface FastifyInstance {
    /** A route's `onRequest` hook: proves the bearer token before the body is read, and counts its use. */
    requireIdentity(request: FastifyRequest): Promise<void>;
  }
}

/** Gives every request its context, and routes the hook that proves who calls. */
export const requestContext = fp<{ container: Container }>(async (app, { container }) => {
  app.decorateRequest("publicContext", function (this: FastifyRequest): PublicContext {
    return {
      ...container.services,
      request: {
        requestId: this.id,
        ipAddress: this.clientAddress,
        userAgent: this.headers["user-agent"] ?? "",
      },
    };
  });
  // Fastify wants a value of the final shape; the hook below sets the real one before any handler reads it.
  app.decorateRequest("useCase", null as unknown as UseCaseContext);
  // Closing waits for open streams, so they are ended first.
  app.addHook("preClose", async () => container.services.projectEvents.stop());
  app.decorate("requireIdentity", async (request: FastifyRequest) => {
    request.useCase = await verifyAccessToken(request.publicContext(), bearerToken(request));
  });
});

/**
 * The token a request presents. RFC 6750 section 2.1; the scheme is case-insensitive. `auth.token_missing` without one;
 * who shows an API key instead, as older clients of Infisical do, is told what to use.
 */
export function bearerToken({ headers }: FastifyRequest): string {
  const match = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "");
  if (match?.[1]) return match[1];
  throw new AppError(headers["x-api-key"] === undefined ? "auth.token_missing" : "auth.api_key_unsupported");
}
