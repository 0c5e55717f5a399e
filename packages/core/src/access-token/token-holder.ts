import type { ErrorCode } from "@podpass/contracts";
import type { Caller } from "../shared/actor.ts";
import { AppError } from "../shared/app-error.ts";
import type { AccessTokenRow } from "./access-token.repository.ts";

/** Who acts by a token. */
export function holderOf(token: AccessTokenRow): Caller {
  return {
    actor: { type: "identity", id: token.identityId, name: token.identityName, accessTokenId: token.id },
    organizationId: token.organizationId,
  };
}

/** The refusal of a known token, told as its holder's, so that it becomes an audit event. Mere expiry becomes none. */
export function refusedToken(code: ErrorCode, token: AccessTokenRow, reason?: string): AppError {
  const refused = { caller: holderOf(token), subject: { type: "access_token", id: token.id } };
  return new AppError(code, { refused, ...(reason === undefined ? {} : { reason }) });
}
