import { LRUCache } from "lru-cache";
import { type Clock, HOUR_MS } from "../shared/clock.ts";
import { networkOf } from "../shared/network-of.ts";
import { type Counted, createOverflows, type Overflows } from "../shared/overflows.ts";
import { type Bucket, bucketOf, type Limit, takeOfEach } from "../shared/token-bucket.ts";

/** A refused login of a known identity. */
export interface RefusedLogin {
  organizationId: string;
  identityId: string;
  /** Whether the caller had proven who it is. */
  isProven: boolean;
  ipAddress: string;
}

/** Refused logins of one identity in one hour that are counted and not written down. */
interface UnrecordedLogins {
  organizationId: string;
  identityId: string;
  /** The start of the hour. */
  hour: Date;
}

export type RefusedLoginOverflow = Counted<UnrecordedLogins>;

/**
 * How many refused logins are written down, so that a flood fills no disk and costs no write. What is over the budget is
 * counted. It keeps no one out: a login is decided before, and a good one is never asked here.
 */
export interface RefusedLoginBudget {
  /** True when this one may be written down; else it was counted. */
  take(refusal: RefusedLogin): boolean;
  /** What was counted since the last time. */
  drain: Overflows<UnrecordedLogins>["drain"];
}

/**
 * A source has less than its identity, so that a flood from one place leaves room for pods in others, and an identity
 * less than its organization. In each, callers who had proven themselves have a budget that strangers cannot spend.
 */
export const REFUSED_LOGIN_LIMITS = {
  source: { burst: 60, perHour: 30 },
  identity: { burst: 240, perHour: 60 },
  organization: { burst: 2_400, perHour: 600 },
} as const satisfies Record<string, Limit>;

/** Sources come from outside in any number; those longest unseen are forgotten, which gives them a full budget again. */
const MAX_SOURCES = 10_000;
const MAX_IDENTITIES = 100_000;

export function createRefusedLoginBudget(clock: Clock): RefusedLoginBudget {
  const sources = new LRUCache<string, Bucket>({ max: MAX_SOURCES });
  const owners = new LRUCache<string, Bucket>({ max: MAX_IDENTITIES });
  const overflows = createOverflows<UnrecordedLogins>();

  return {
    take(refusal) {
      const nowMs = clock.now().getTime();
      const standing = refusal.isProven ? "proven" : "stranger";
      const identityKey = `${standing} ${refusal.identityId}`;
      const buckets = [
        bucketOf(sources, `${identityKey} ${networkOf(refusal.ipAddress)}`, REFUSED_LOGIN_LIMITS.source, nowMs),
        bucketOf(owners, identityKey, REFUSED_LOGIN_LIMITS.identity, nowMs),
        bucketOf(owners, `${standing} ${refusal.organizationId}`, REFUSED_LOGIN_LIMITS.organization, nowMs),
      ];
      if (takeOfEach(buckets)) return true;
      const { organizationId, identityId } = refusal;
      const hour = new Date(nowMs - (nowMs % HOUR_MS));
      overflows.count(`${identityId} ${hour.getTime()}`, { organizationId, identityId, hour });
      return false;
    },

    drain: overflows.drain,
  };
}
