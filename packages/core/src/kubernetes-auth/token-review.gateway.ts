/** Where and how a TokenReview is asked. It comes from stored configuration only, never from the caller. */
export interface ReviewTarget {
  /** Names the connection pool: two configurations, or two versions of one, never share a socket. */
  configurationId: string;
  configurationVersion: number;
  kubernetesHost: string;
  /** PEM; empty for the system's roots. */
  caCertificate: string;
}

export interface ReviewRequest {
  reviewerJwt: string;
  serviceAccountJwt: string;
  /** The `sub` it claims, of whatever type: an answer about another service account is not believed. */
  claimedSubject: unknown;
  /** Empty: the API server's own audience. */
  audiences: string[];
}

/** Why no believable answer came. Each has one remedy. */
export type ReviewFault =
  | "own_account_missing"
  | "overloaded"
  | "host_refused"
  | "host_not_found"
  | "unreachable"
  | "tls_untrusted"
  | "tls_wrong_name"
  | "tls_expired"
  | "tls_failed"
  | "timed_out"
  | "redirected"
  | "reviewer_unauthorized"
  | "reviewer_forbidden"
  | "unexpected_status"
  | "answer_malformed";

/** The cluster's answer, as far as it can be believed. */
export type TokenReviewOutcome =
  | {
      kind: "authenticated";
      username: string;
      uid: string;
      groups: string[];
      audiences: string[];
      /** The pod a bound token belongs to, and its UID. */
      podName: string | null;
      podUid: string | null;
      nodeName: string | null;
    }
  | { kind: "not_authenticated"; reason: string }
  | {
      kind: "no_answer";
      fault: ReviewFault;
      reason: string;
      /** When the cluster was not asked, and asking again may help. */
      retryAfterSeconds?: number;
    };

/** Asks a cluster's TokenReview API. Never throws for what the cluster does: that is an outcome. */
export interface TokenReviewGateway {
  review(target: ReviewTarget, request: ReviewRequest): Promise<TokenReviewOutcome>;
  close(): Promise<void>;
}
