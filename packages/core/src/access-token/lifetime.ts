import { type AccessTokenPolicy, MAX_TTL_CEILING_SECONDS } from "@podpass/contracts";

/** What a stored policy says of time, in seconds. */
export interface LifetimePolicy {
  ttlSeconds: number;
  maxTtlSeconds: number;
}

type TimeLimits = Pick<AccessTokenPolicy, "accessTokenTtlSeconds" | "accessTokenMaxTtlSeconds">;

/** When a token ends: now, and at the very latest. Whole seconds, because a JWT's exp is (RFC 7519 section 2). */
export interface Lifetime {
  expiresAt: Date;
  maxExpiresAt: Date;
}

/** Writes out the zeros: a max TTL of 0 is the ceiling, a TTL of 0 is the max TTL. */
export function explicitPolicy(policy: LifetimePolicy): LifetimePolicy {
  const maxTtlSeconds = policy.maxTtlSeconds === 0 ? MAX_TTL_CEILING_SECONDS : policy.maxTtlSeconds;
  const ttlSeconds = policy.ttlSeconds === 0 ? maxTtlSeconds : Math.min(policy.ttlSeconds, maxTtlSeconds);
  return { ttlSeconds, maxTtlSeconds };
}

/** A login method's configuration as it is stored: its time limits written out like that. */
export function withExplicitPolicy<Config extends TimeLimits>(config: Config): Config {
  const { ttlSeconds, maxTtlSeconds } = explicitPolicy({
    ttlSeconds: config.accessTokenTtlSeconds,
    maxTtlSeconds: config.accessTokenMaxTtlSeconds,
  });
  return { ...config, accessTokenTtlSeconds: ttlSeconds, accessTokenMaxTtlSeconds: maxTtlSeconds };
}

/** The lifetime of a token issued now. */
export function lifetimeAtIssue(policy: LifetimePolicy, now: Date): Lifetime {
  const { ttlSeconds, maxTtlSeconds } = explicitPolicy(policy);
  const start = wholeSeconds(now);
  return { expiresAt: atSecond(start + ttlSeconds), maxExpiresAt: atSecond(start + maxTtlSeconds) };
}

/**
 * When a token renewed now ends: the TTL in force now, never past the max TTL fixed at creation. Null when nothing is
 * left to give.
 */
export function expiryAtRenewal(ttlSeconds: number, maxExpiresAt: Date, now: Date): Date | null {
  const start = wholeSeconds(now);
  const end = wholeSeconds(maxExpiresAt);
  if (end <= start) return null;
  return atSecond(ttlSeconds === 0 ? end : Math.min(start + ttlSeconds, end));
}

/** Whole seconds since the epoch, rounded down: a JWT counts in them (NumericDate, RFC 7519 section 2). */
export function wholeSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

function atSecond(seconds: number): Date {
  return new Date(seconds * 1000);
}
