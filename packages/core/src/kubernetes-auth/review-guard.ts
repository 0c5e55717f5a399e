import { hash } from "node:crypto";
import { parseKubernetesHost } from "@podpass/contracts";
import { LRUCache } from "lru-cache";
import type { Clock } from "../shared/clock.ts";
import { memoized } from "../shared/memoized.ts";
import { admit, afterOutcome, type BreakerState, CLOSED, type LastFailure } from "./circuit-breaker.ts";
import { createReviewSlots, type SlotLimits } from "./review-slots.ts";
import type { ReviewRequest, ReviewTarget, TokenReviewGateway, TokenReviewOutcome } from "./token-review.gateway.ts";

/**
 * For each cluster. A review takes a few milliseconds, so 32 at a time are thousands a second, and stay below the share
 * that API Priority and Fairness leaves to one client: https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 */
export const REVIEW_LIMITS: SlotLimits = { concurrent: 32, waiting: 512, maxWaitMs: 2_000 };
/** When the queue is full: a queue moves within this time or the breaker opens. */
export const OVERLOADED_RETRY_SECONDS = 2;
const MAX_BREAKERS = 10_000;

/** Reviews under guard, and a share in it for whatever else must ask a cluster. */
export interface ReviewGuard extends TokenReviewGateway {
  /** One of the slots of that cluster; the function gives it back. Null when none is free in time. */
  takeSlot(kubernetesHost: string): Promise<(() => void) | null>;
}

/**
 * Protects API servers, and each cluster's logins from another's trouble. A cluster is asked for a bounded number of
 * reviews at a time, with a bounded queue; the same review asked twice at once is asked once, and nothing is kept after
 * it; a cluster that does not answer is left alone and then tried by one login.
 */
export function guardTokenReviews(
  gateway: TokenReviewGateway,
  clock: Clock,
  limits: Partial<SlotLimits> = {},
): ReviewGuard {
  const slots = createReviewSlots({ ...REVIEW_LIMITS, ...limits });
  const breakers = new LRUCache<string, BreakerState>({ max: MAX_BREAKERS });
  const inFlight = new Map<string, Promise<TokenReviewOutcome>>();
  const nowMs = () => clock.now().getTime();

  async function ask(target: ReviewTarget, request: ReviewRequest): Promise<TokenReviewOutcome> {
    const breakerKey = breakerKeyOf(target);
    const admission = admit(breakers.get(breakerKey) ?? CLOSED, nowMs());
    if (admission.kind === "refuse") return leftAlone(admission);
    const release = await slots.acquire(clusterOf(target.kubernetesHost));
    if (!release) return OVERLOADED;
    try {
      return await askThroughBreaker(breakerKey, target, request);
    } finally {
      release();
    }
  }

  async function askThroughBreaker(
    key: string,
    target: ReviewTarget,
    request: ReviewRequest,
  ): Promise<TokenReviewOutcome> {
    // Asked again: the breaker may have opened while this login waited for its slot.
    const admission = admit(breakers.get(key) ?? CLOSED, nowMs());
    if (admission.kind === "refuse") return leftAlone(admission);
    if (admission.kind === "probe") breakers.set(key, { kind: "half_open", last: admission.last });
    // Stands when the gateway throws: that is a fault of ours, and a probe must report whatever happens.
    let outcome: TokenReviewOutcome = OVERLOADED;
    try {
      outcome = await gateway.review(target, request);
      return outcome;
    } finally {
      const next = afterOutcome(breakers.get(key) ?? CLOSED, admission.kind, outcome, nowMs());
      if (next === CLOSED) breakers.delete(key);
      else breakers.set(key, next);
    }
  }

  return {
    review(target, request) {
      const key = reviewKeyOf(target, request);
      const known = inFlight.get(key);
      if (known) return known;
      const review = ask(target, request).finally(() => inFlight.delete(key));
      inFlight.set(key, review);
      return review;
    },
    takeSlot: (kubernetesHost) => slots.acquire(clusterOf(kubernetesHost)),
    close() {
      slots.close();
      return gateway.close();
    },
  };
}

const OVERLOADED: TokenReviewOutcome = {
  kind: "no_answer",
  fault: "overloaded",
  reason: "too many logins wait for this cluster's API server",
  retryAfterSeconds: OVERLOADED_RETRY_SECONDS,
};

function leftAlone({ last, retryAfterSeconds }: { last: LastFailure; retryAfterSeconds: number }): TokenReviewOutcome {
  const reason = `not asked, because the last reviews failed: ${last.reason}`;
  return { kind: "no_answer", fault: last.fault, reason, retryAfterSeconds };
}

/** What the slots are counted by: the cluster, whoever configured it and in whichever spelling. One host may serve several. */
export const clusterOf = memoized(MAX_BREAKERS, (kubernetesHost) => {
  const host = parseKubernetesHost(kubernetesHost);
  if (!host.ok) return kubernetesHost;
  const url = new URL(host.baseUrl);
  return url.host + url.pathname.replace(/\/$/, "");
});

/**
 * What a breaker belongs to: the cluster and the CA. Whoever configures somebody else's server with a CA that fails
 * must not close it to those who have the right one, and a corrected CA must count at once.
 */
function breakerKeyOf(target: ReviewTarget): string {
  return hash("sha256", JSON.stringify([clusterOf(target.kubernetesHost), target.caCertificate]), "base64url");
}

/**
 * Two reviews are the same only when everything that could change the answer is. JSON, where no two lists read the same;
 * it holds the JWTs themselves, and is forgotten with them when the review is over.
 */
function reviewKeyOf(target: ReviewTarget, request: ReviewRequest): string {
  return JSON.stringify([
    target.configurationId,
    target.configurationVersion,
    target.kubernetesHost,
    target.caCertificate,
    request.audiences,
    request.reviewerJwt,
    request.serviceAccountJwt,
  ]);
}
