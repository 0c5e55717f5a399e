import { z } from "zod";
import { ANY_IP, TrustedIps } from "./trusted-ips.ts";

/** Ten years: no access token lives longer, and a max TTL of 0 is stored as this. */
export const MAX_TTL_CEILING_SECONDS = 315_360_000;

/** Thirty days, the default of both TTL and max TTL. */
export const DEFAULT_TTL_SECONDS = 2_592_000;

const Seconds = z
  .int("Must be a whole number of seconds")
  .min(0, "Must not be negative")
  .max(MAX_TTL_CEILING_SECONDS, `Must be at most ${MAX_TTL_CEILING_SECONDS} seconds (10 years)`);

/** The fields every login method has for the access tokens it issues. */
export const accessTokenPolicyFields = {
  /** 0 means as long as the max TTL. */
  accessTokenTtlSeconds: Seconds,
  /** 0 means the ceiling. */
  accessTokenMaxTtlSeconds: Seconds,
  /** 0 means without limit. */
  accessTokenMaxUses: z.int("Must be a whole number").min(0, "Must not be negative").max(2_147_483_647),
  accessTokenTrustedIps: TrustedIps,
};

export const ACCESS_TOKEN_POLICY_DEFAULTS = {
  accessTokenTtlSeconds: DEFAULT_TTL_SECONDS,
  accessTokenMaxTtlSeconds: DEFAULT_TTL_SECONDS,
  accessTokenMaxUses: 0,
  accessTokenTrustedIps: [...ANY_IP],
};

export const AccessTokenPolicy = z.object(accessTokenPolicyFields);
export type AccessTokenPolicy = z.output<typeof AccessTokenPolicy>;

interface TtlPair {
  accessTokenTtlSeconds: number;
  accessTokenMaxTtlSeconds: number;
}

/** The one rule that spans two fields: the TTL is within the max TTL (0 = the ceiling). */
export function hasTtlWithinMaxTtl(policy: TtlPair): boolean {
  return policy.accessTokenMaxTtlSeconds === 0 || policy.accessTokenTtlSeconds <= policy.accessTokenMaxTtlSeconds;
}

export const TTL_ABOVE_MAX_TTL = {
  path: ["accessTokenTtlSeconds"],
  message: "Access Token TTL cannot be greater than Access Token Max TTL.",
};
