import type { ErrorCode } from "@podpass/contracts";
import { LRUCache } from "lru-cache";
import type { Actor, Caller } from "../shared/actor.ts";
import type { Clock } from "../shared/clock.ts";
import { createOverflows, type Overflows } from "../shared/overflows.ts";
import { type Bucket, bucketOf, type Limit, takeOfEach } from "../shared/token-bucket.ts";

/** Anybody but the server itself, to which nothing is refused. */
export interface OutsideCaller extends Caller {
  actor: Exclude<Actor, { type: "system" }>;
}

/** A call that was refused to somebody who is known. */
export interface RefusedCall extends OutsideCaller {
  call: string;
  code: ErrorCode;
  /** Whether the caller was let in before; a token that is refused itself may be in anybody's hands. */
  isLetIn: boolean;
}

/** Refusals of one caller that are counted and not written down. */
interface UnrecordedCalls extends OutsideCaller {
  /** When the first of them was. */
  since: Date;
}

/** How many refused calls are written down, so that a loop of them neither fills the log nor keeps the database busy. */
export interface RefusedCallBudget {
  /** True when this one may be written down; else it was counted. */
  take(refusal: RefusedCall): boolean;
  /** What was counted since the last time. */
  drain: Overflows<UnrecordedCalls>["drain"];
}

/**
 * One call has less than its caller, so that a loop leaves room for what else the caller tries, and a caller less than
 * the organization. In each, whoever was let in has a budget that a refused token cannot spend.
 */
export const REFUSED_CALL_LIMITS = {
  call: { burst: 20, perHour: 10 },
  caller: { burst: 120, perHour: 60 },
  organization: { burst: 1_200, perHour: 600 },
} as const satisfies Record<string, Limit>;

/** Those longest unseen are forgotten, which gives them a full budget again. */
const MAX_CALLS = 50_000;
const MAX_CALLERS = 50_000;

export function createRefusedCallBudget(clock: Clock): RefusedCallBudget {
  const calls = new LRUCache<string, Bucket>({ max: MAX_CALLS });
  const callers = new LRUCache<string, Bucket>({ max: MAX_CALLERS });
  const overflows = createOverflows<UnrecordedCalls>();

  return {
    take({ organizationId, actor, call, code, isLetIn }) {
      const now = clock.now();
      const organizationKey = `${isLetIn ? "let in" : "kept out"} ${organizationId}`;
      const callerKey = `${organizationKey} ${actor.type} ${actor.id}`;
      const buckets = [
        bucketOf(calls, `${callerKey} ${code} ${call}`, REFUSED_CALL_LIMITS.call, now.getTime()),
        bucketOf(callers, callerKey, REFUSED_CALL_LIMITS.caller, now.getTime()),
        bucketOf(callers, organizationKey, REFUSED_CALL_LIMITS.organization, now.getTime()),
      ];
      if (takeOfEach(buckets)) return true;
      overflows.count(callerKey, { organizationId, actor, since: now });
      return false;
    },

    drain: overflows.drain,
  };
}
