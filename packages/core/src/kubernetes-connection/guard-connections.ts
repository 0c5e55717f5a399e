import { clusterOf, type ReviewGuard } from "../kubernetes-auth/review-guard.ts";
import { createReviewSlots } from "../kubernetes-auth/review-slots.ts";
import type { ConnectionGateway } from "./connection.gateway.ts";

/** A look is rare and takes milliseconds; this many at a time leave nearly all of a cluster's slots to logins. */
const PROBE_LIMITS = { concurrent: 2, waiting: 16, maxWaitMs: 2_000 };

/**
 * Keeps looks at an API server within the share that logins have of it, and few of them. They pass by the breaker: an
 * admin wants to know what is so now, and what a look finds neither shuts a cluster to logins nor opens it.
 */
export function guardConnections(gateway: ConnectionGateway, guard: ReviewGuard): ConnectionGateway {
  const slots = createReviewSlots(PROBE_LIMITS);
  return {
    async probe(target, reviewerJwt) {
      const release = await slots.acquire(clusterOf(target.kubernetesHost));
      if (!release) return null;
      try {
        const giveBack = await guard.takeSlot(target.kubernetesHost);
        if (!giveBack) return null;
        try {
          return await gateway.probe(target, reviewerJwt);
        } finally {
          giveBack();
        }
      } finally {
        release();
      }
    },
  };
}
