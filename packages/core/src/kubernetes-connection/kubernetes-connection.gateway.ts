import { parseKubernetesHost } from "@podpass/contracts";
import type { AddressPolicy } from "../kubernetes-auth/address-policy.ts";
import { createTokenReviewGateway } from "../kubernetes-auth/kubernetes-token-review.gateway.ts";
import { DEFAULT_TIMEOUT_MS } from "../kubernetes-auth/kubernetes-transport.ts";
import { subjectOfJwt } from "../kubernetes-auth/service-account-jwt.ts";
import type { Clock } from "../shared/clock.ts";
import type { ConnectionGateway, ConnectionTarget, DialFacts, ProbeReview } from "./connection.gateway.ts";
import { dial } from "./dial.ts";

/**
 * The real gateway. It connects under the policy of every login, and only to a server whose certificate is trusted does
 * it send anything: one TokenReview of the reviewer's own JWT, over the transport of logins. All of it takes at most
 * `timeoutMs`, and no connection outlives it.
 */
export function createConnectionGateway(
  addressPolicy: AddressPolicy,
  clock: Clock,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: { timeoutMs?: number } = {},
): ConnectionGateway {
  return {
    async probe(target, reviewerJwt) {
      const startedAt = performance.now();
      const dialled = await connect(addressPolicy, target, timeoutMs);
      if (dialled.fault || reviewerJwt === null) return { ...dialled, review: null };
      const leftMs = Math.max(1, timeoutMs - Math.round(performance.now() - startedAt));
      return { ...dialled, review: await reviewOnce(addressPolicy, clock, leftMs, target, reviewerJwt) };
    },
  };
}

const NOWHERE: DialFacts = { addresses: [], connectMs: null, fault: null, protocol: null, certificates: [] };

async function connect(
  addressPolicy: AddressPolicy,
  { kubernetesHost, caCertificate }: ConnectionTarget,
  timeoutMs: number,
): Promise<DialFacts> {
  const host = parseKubernetesHost(kubernetesHost);
  if (!host.ok) return { ...NOWHERE, fault: { fault: "host_refused", reason: host.message } };
  const url = new URL(host.baseUrl);
  const problem = addressPolicy.hostProblem(url.hostname);
  if (problem) return { ...NOWHERE, fault: { fault: "host_refused", reason: problem } };
  return dial({ url, caCertificate, lookup: addressPolicy.lookupFor(url.hostname), timeoutMs });
}

async function reviewOnce(
  addressPolicy: AddressPolicy,
  clock: Clock,
  timeoutMs: number,
  target: ConnectionTarget,
  reviewerJwt: string,
): Promise<ProbeReview> {
  let clockAheadSeconds: number | null = null;
  const onAnswer = (serverTime: Date | null) => {
    if (serverTime) clockAheadSeconds = Math.round((serverTime.getTime() - clock.now().getTime()) / 1000);
  };
  const gateway = createTokenReviewGateway(addressPolicy, { timeoutMs, onAnswer });
  const startedAt = performance.now();
  try {
    const outcome = await gateway.review(
      { ...target, configurationId: "probe", configurationVersion: 1 },
      { reviewerJwt, serviceAccountJwt: reviewerJwt, claimedSubject: subjectOfJwt(reviewerJwt), audiences: [] },
    );
    return { outcome, reviewMs: Math.round(performance.now() - startedAt), clockAheadSeconds };
  } finally {
    await gateway.close();
  }
}
