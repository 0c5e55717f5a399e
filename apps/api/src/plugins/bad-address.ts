import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendVaultError } from "../rest/vault/vault-answer.ts";
import { answerTo, sendError } from "./errors.ts";

const VAULT_ADDRESS = /^\/+v1\//;

/**
 * Answers an address that the router cannot read (`%FF`, a part that is too long) as the API it points at answers any
 * error. No hook runs for such a request: what hooks put on every answer is put on here.
 */
export function answerBadAddress(app: () => FastifyInstance) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(app().securityHeaders).headers({ "x-request-id": request.id, "cache-control": "no-store" });
    const answer = answerTo(error, request);
    if (VAULT_ADDRESS.test(request.url)) sendVaultError(reply, answer);
    else sendError(reply, request, answer);
  };
}
