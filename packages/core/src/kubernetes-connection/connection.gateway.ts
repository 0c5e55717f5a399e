import type { ServerCertificate } from "@podpass/contracts";
import type { ReviewFault, TokenReviewOutcome } from "../kubernetes-auth/token-review.gateway.ts";

/** What is to be looked at. It names no pool: each look has connections of its own. */
export interface ConnectionTarget {
  kubernetesHost: string;
  /** PEM; empty for the system's roots. */
  caCertificate: string;
}

/** What connecting showed, as far as it came. */
export interface DialFacts {
  /** Where the host leads; empty when that was not found out. */
  addresses: string[];
  /** Null until a connection stood. */
  connectMs: number | null;
  /** Why there is no connection that could be spoken on. */
  fault: { fault: ReviewFault; reason: string } | null;
  /** The version of TLS; null without. */
  protocol: string | null;
  /** What the server showed, trusted or not. */
  certificates: ServerCertificate[];
}

/** What a review of the reviewer's own JWT showed. */
export interface ProbeReview {
  outcome: TokenReviewOutcome;
  reviewMs: number;
  /** How far the server's clock is before ours, by its Date header (RFC 9110 section 6.6.1); null when it sent none. */
  clockAheadSeconds: number | null;
}

export interface ConnectionFacts extends DialFacts {
  /** Null when there was no JWT to send or nothing to send it to. */
  review: ProbeReview | null;
}

/** Looks at an API server. Never throws for what the server does; null when too much else is asked of it already. */
export interface ConnectionGateway {
  probe(target: ConnectionTarget, reviewerJwt: string | null): Promise<ConnectionFacts | null>;
}
