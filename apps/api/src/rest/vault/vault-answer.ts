import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { ErrorAnswer } from "../../plugins/error-answer.ts";

/** What every answer of Vault's API has around what it says (https://developer.hashicorp.com/vault/api-docs). */
const envelope = {
  request_id: z.string(),
  lease_id: z.literal(""),
  renewable: z.literal(false),
  lease_duration: z.literal(0),
  wrap_info: z.null(),
  warnings: z.null(),
  mount_type: z.string(),
};

export function dataAnswer<Data extends z.ZodType>(data: Data) {
  return z.object({ ...envelope, data, auth: z.null() });
}

export function authAnswer<Auth extends z.ZodType>(auth: Auth) {
  return z.object({ ...envelope, data: z.null(), auth });
}

function around(requestId: string, mountType: string) {
  return {
    request_id: requestId,
    lease_id: "" as const,
    renewable: false as const,
    lease_duration: 0 as const,
    wrap_info: null,
    warnings: null,
    mount_type: mountType,
  };
}

export function toDataAnswer<Data>(requestId: string, mountType: string, data: Data) {
  return { ...around(requestId, mountType), data, auth: null };
}

export function toAuthAnswer<Auth>(requestId: string, mountType: string, auth: Auth) {
  return { ...around(requestId, mountType), data: null, auth };
}

/**
 * An error as Vault's clients read it. Vault has no 401: its clients take 403 for a token that is nobody's, and its agent
 * logs in again at the words "invalid token". What is not there has no words (its Go client takes it for no secret).
 */
function toVaultError({ code, statusCode, message, issues }: ErrorAnswer): {
  statusCode: number;
  errors: string[];
} {
  if (code.startsWith("access_token.") || code === "auth.token_missing") {
    return { statusCode: 403, errors: ["permission denied", "invalid token"] };
  }
  if (statusCode === 401 || statusCode === 403) return { statusCode: 403, errors: ["permission denied", message] };
  if (statusCode === 404) return { statusCode, errors: [] };
  return { statusCode, errors: [issues?.[0]?.message ?? message] };
}

/** Writes an error as Vault does, past any route's response schema. */
export function sendVaultError(reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
  const { statusCode, errors } = toVaultError(answer);
  if (answer.retryAfterSeconds !== undefined) reply.header("retry-after", answer.retryAfterSeconds);
  return reply
    .code(statusCode)
    .type("application/json")
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({ errors });
}
