import { type AppError, invalidField } from "@podpass/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerTo } from "../../plugins/errors.ts";
import { health } from "./health.ts";
import { kubernetesRoleLogin } from "./login.ts";
import { mounts } from "./mounts.ts";
import { ownToken } from "./own-token.ts";
import { readKv } from "./read-kv.ts";
import { sendVaultError } from "./vault-answer.ts";

const EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * The part of Vault's API that pods use, over the same use-cases: its clients move here by changing an address. The
 * routes are not in the description of our own API, for they are Vault's to describe
 * (https://developer.hashicorp.com/vault/api-docs).
 */
export async function vaultRoutes(app: FastifyInstance): Promise<void> {
  acceptAnyContentType(app);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    presentVaultToken(request);
    if (request.headers["x-vault-wrap-ttl"] !== undefined) throw noWrapping("X-Vault-Wrap-TTL");
  });
  app.addHook("preValidation", async (request) => {
    request.body ??= {};
  });
  app.addHook("onRoute", (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  app.setErrorHandler((error: Parameters<typeof answerTo>[0], request, reply) =>
    sendVaultError(reply, answerTo(error, request)),
  );
  for (const route of [kubernetesRoleLogin, ownToken, health]) await app.register(route);
  await app.register(async (authenticated) => {
    authenticated.addHook("onRequest", authenticated.requireIdentity);
    for (const route of [mounts, readKv]) await authenticated.register(route);
  });
  app.route({
    method: ["POST", "PUT"],
    url: "/sys/wrapping/*",
    handler: async () => {
      throw noWrapping("token");
    },
  });
  // What is not there is told in this API's words, and is no page of the dashboard.
  app.route({ method: EVERY_METHOD, url: "/*", handler: answerNothing });
  app.get("", answerNothing);
}

async function answerNothing(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply.code(404).send({ errors: [] });
}

function noWrapping(field: string): AppError {
  return invalidField(field, "Response wrapping is not supported");
}

/** Vault reads every body as JSON: its Go client names no content type, curl names a form's. */
function acceptAnyContentType(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    if (body === "") return done(null, undefined);
    return parse(request, String(body), done);
  });
}

/** Vault's own header comes before RFC 6750's, as in Vault. */
function presentVaultToken({ headers }: FastifyRequest): void {
  const token = headers["x-vault-token"];
  if (typeof token === "string") headers.authorization = `Bearer ${token}`;
}
