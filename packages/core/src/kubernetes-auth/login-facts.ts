import type { ServiceAccountRef } from "@podpass/contracts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

export interface ServiceAccount extends ServiceAccountRef {
  uid: string;
}

/** What was found out around the decision; `undefined` where it was not asked because an earlier fact forbade it. */
export interface LoginFacts {
  jwtProblem: string | null;
  /** Whose the JWT says it is; only remedies speak of it, until the review has proven it. */
  claimedServiceAccount: ServiceAccountRef | null;
  /** When the JWT says it was issued. */
  claimedIssuedAt: Date | null;
  configuration: LoginConfiguration | undefined;
  reviewer: Reviewer;
  review: TokenReviewOutcome | undefined;
  ipAddress: string;
  now: Date;
}

export interface LoginConfiguration {
  kubernetesHost: string;
  allowedNamespaces: string;
  allowedNames: string;
  allowedAudience: string;
  isPodBindingRequired: boolean;
  pinnedServiceAccountUid: string;
  maxJwtAgeSeconds: number;
  accessTokenTrustedIps: readonly string[];
}

/** Who reviews: the client itself, or whoever the stored or the mounted JWT says it belongs to. */
export type Reviewer = { mode: "client" } | { mode: "stored" | "own"; serviceAccount: ServiceAccountRef | null };
