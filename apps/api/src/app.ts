import { hash } from "node:crypto";
import etag from "@fastify/etag";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { humanAuthRoutes } from "./auth/human-auth-routes.ts";
import type { Container } from "./container.ts";
import { downloads } from "./downloads/downloads.ts";
import { openapi } from "./openapi/openapi.ts";
import { acceptedSessionKeys } from "./plugins/accepted-session-keys.ts";
import { answersOnTheirWay } from "./plugins/answers-on-their-way.ts";
import { answerBadAddress } from "./plugins/bad-address.ts";
import { clientAddress } from "./plugins/client-address.ts";
import { answerClientErrors } from "./plugins/client-errors.ts";
import { dashboard } from "./plugins/dashboard.ts";
import { errors } from "./plugins/errors.ts";
import { jsonBody } from "./plugins/json-body.ts";
import { limitRequests } from "./plugins/limit-requests.ts";
import { recordRefusals } from "./plugins/record-refusals.ts";
import { requestContext } from "./plugins/request-context.ts";
import { createRequestIds } from "./plugins/request-id.ts";
import { securityHeaders } from "./plugins/security-headers.ts";
import { silentConnections } from "./plugins/silent-connections.ts";
import { writtenJson } from "./plugins/written-json.ts";
import { restRoutes } from "./rest/rest-routes.ts";
import { vaultRoutes } from "./rest/vault/vault-routes.ts";
import { trpcRoutes } from "./trpc/trpc-routes.ts";

const REQUEST_TIMEOUT_MS = 30_000;
/**
 * A connection on which nothing moves for this long is closed: a client that stopped taking its answer would keep the
 * server holding it. No answer takes nearly as long to begin; streams of events send something four times as often.
 */
const IDLE_TIMEOUT_MS = 60_000;

/** The whole server, not yet listening: `inject` works on it. */
export async function buildApp(container: Container, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const nextRequestId = createRequestIds();
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    genReqId: nextRequestId,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_TIMEOUT_MS,
    clientErrorHandler: answerClientErrors(() => app, nextRequestId),
    frameworkErrors: answerBadAddress(() => app),
    // While it closes, what still comes is answered as ever: see close-server.ts.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 5000 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
  await app.register(clientAddress, { trustedProxies: container.env.trustedProxies });
  await app.register(silentConnections);
  await app.register(errors);
  await app.register(jsonBody);
  await app.register(writtenJson);
  await app.register(answersOnTheirWay);
  await app.register(formbody);
  await app.register(securityHeaders, { env: container.env });
  await app.register(acceptedSessionKeys, { keys: container.sessionKeys });
  await app.register(requestContext, { container });
  await app.register(recordRefusals);
  await app.register(openapi, { siteUrl: container.env.siteUrl });
  await app.register(async (counted) => {
    await counted.register(limitRequests, { limiter: container.requestLimiter });
    await counted.register(humanAuthRoutes, { prefix: "/api/auth", container });
    await counted.register(downloads, { prefix: "/api/downloads", container });
    await counted.register(vaultRoutes, { prefix: "/v1" });
    await counted.register(async (api) => {
      await api.register(etag, { weak: true, hashFn: (payload) => hash("sha1", payload, "base64") });
      await api.register(restRoutes, { prefix: "/api" });
    });
  });
  await app.register(trpcRoutes, { prefix: "/api/trpc", container });
  await app.register(dashboard);
  return app;
}
