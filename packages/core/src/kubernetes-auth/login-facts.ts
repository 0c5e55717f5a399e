import type { ServiceAccountName } from "./service-account-name.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

export interface ServiceAccount extends ServiceAccountName {
  uid: string;
}

/** What was found out around the decision; `undefined` where it was not asked because an earlier fact forbade it. */
export interface LoginFacts {
  jwtProblem: string | null;
  /** Whose the JWT says it is; only remedies speak of it. */
  claimedServiceAccount: ServiceAccountName | null;
  configuration:
    | {
        kubernetesHost: string;
        allowedNamespaces: string;
        allowedNames: string;
        allowedAudience: string;
        accessTokenTrustedIps: readonly string[];
      }
    | undefined;
  reviewer: Reviewer;
  review: TokenReviewOutcome | undefined;
  ipAddress: string;
}

/** Who reviews: the client itself, or whoever the stored JWT says it belongs to. */
export type Reviewer = { mode: "client" } | { mode: "stored"; serviceAccount: ServiceAccountName | null };
