import type { LRUCache } from "lru-cache";
import { HOUR_MS } from "./clock.ts";

export interface Limit {
  /** How many at once. */
  burst: number;
  /** How many from then on, spread over the hour. */
  perHour: number;
}

/** What is left of a limit. Whoever takes one lowers the level by one. */
export interface Bucket {
  level: number;
  filledAtMs: number;
}

/** Takes one of each, or none where any is empty. */
export function takeOfEach(buckets: readonly Bucket[]): boolean {
  if (buckets.some((bucket) => bucket.level < 1)) return false;
  for (const bucket of buckets) bucket.level -= 1;
  return true;
}

/** The bucket as it is now: it fills steadily, up to its burst. */
export function bucketOf(
  buckets: LRUCache<string, Bucket>,
  key: string,
  { burst, perHour }: Limit,
  nowMs: number,
): Bucket {
  const bucket = buckets.get(key) ?? { level: burst, filledAtMs: nowMs };
  // A clock that was set back fills nothing.
  const hours = Math.max(0, nowMs - bucket.filledAtMs) / HOUR_MS;
  bucket.level = Math.min(burst, bucket.level + hours * perHour);
  bucket.filledAtMs = nowMs;
  buckets.set(key, bucket);
  return bucket;
}
