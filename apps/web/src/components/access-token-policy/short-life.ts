/** Clients renew well before a token expires, and then do little else. */
const SHORT_LIFE_SECONDS = 30;

interface Lifetimes {
  /** 0: as long as the max TTL. NaN while what is typed is not a duration. */
  accessTokenTtlSeconds: number;
  accessTokenMaxTtlSeconds: number;
}

/** For how many seconds a token lives, where that is so short that it is hardly meant; null where it is not. */
export function shortLifeSeconds({ accessTokenTtlSeconds, accessTokenMaxTtlSeconds }: Lifetimes): number | null {
  const seconds = accessTokenTtlSeconds === 0 ? accessTokenMaxTtlSeconds : accessTokenTtlSeconds;
  return seconds > 0 && seconds <= SHORT_LIFE_SECONDS ? seconds : null;
}
