import { LRUCache } from "lru-cache";
import { AppError } from "../shared/app-error.ts";
import type { Clock } from "../shared/clock.ts";
import { networkOf } from "../shared/network-of.ts";
import { type Bucket, bucketOf } from "../shared/token-bucket.ts";

/** Keeps one network's flood from the others, in this process. Who somebody is and what they ask for is not looked at. */
export interface RequestLimiter {
  /** Counts a request. @throws AppError `request.rate_limited`, with how long it is until one more is taken. */
  take(ipAddress: string): void;
}

/** Those longest unseen are forgotten, which gives them their minute again. About 20 MB. */
const MAX_NETWORKS = 100_000;

/** Takes `perMinute` requests of each network at once, and from then on as many spread over each minute. */
export function createRequestLimiter(clock: Clock, perMinute: number): RequestLimiter {
  const buckets = new LRUCache<string, Bucket>({ max: MAX_NETWORKS });
  const limit = { burst: perMinute, perHour: perMinute * 60 };
  return {
    take(ipAddress) {
      const bucket = bucketOf(buckets, networkOf(ipAddress), limit, clock.now().getTime());
      if (bucket.level >= 1) bucket.level -= 1;
      else {
        const missingMinutes = (1 - bucket.level) / perMinute;
        throw new AppError("request.rate_limited", { retryAfterSeconds: Math.max(1, Math.ceil(missingMinutes * 60)) });
      }
    },
  };
}
