import type { IssuedAccessToken } from "@podpass/contracts";
import { z } from "zod";

/** The answer to every login and renewal; clients fail on any member that is missing or of another type. */
export const IssuedAccessTokenAnswer = z.object({
  accessToken: z.string(),
  expiresIn: z.int(),
  accessTokenMaxTTL: z.int(),
  tokenType: z.literal("Bearer"),
});

export function toIssuedAccessTokenAnswer(issued: IssuedAccessToken) {
  return {
    accessToken: issued.accessToken,
    expiresIn: issued.expiresInSeconds,
    accessTokenMaxTTL: issued.maxTtlSeconds,
    tokenType: "Bearer" as const,
  };
}
