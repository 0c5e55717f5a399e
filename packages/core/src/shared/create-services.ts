import { createAccessTokenUses } from "../access-token/access-token-uses.ts";
import { createRefusedCallBudget } from "../audit/refused-call-budget.ts";
import { createRefusedTemplates } from "../authorization/fill-templates.ts";
import { createSecretBox } from "../encryption/secret-box.ts";
import { createAddressPolicy } from "../kubernetes-auth/address-policy.ts";
import { createTokenReviewGateway } from "../kubernetes-auth/kubernetes-token-review.gateway.ts";
import { createOwnCluster, type OwnClusterPlace } from "../kubernetes-auth/own-cluster.ts";
import { guardTokenReviews } from "../kubernetes-auth/review-guard.ts";
import { guardConnections } from "../kubernetes-connection/guard-connections.ts";
import { createConnectionGateway } from "../kubernetes-connection/kubernetes-connection.gateway.ts";
import { createRefusedLoginBudget } from "../login-activity/refused-login-budget.ts";
import { type AuditFeed, createProjectEventHub } from "../project-event/project-event-hub.ts";
import { createKeptAnswers } from "../secret/kept-answers.ts";
import { argon2PasswordHasher } from "./password-hasher.ts";
import type { Services } from "./use-case-context.ts";

/** What differs from one server to another. */
interface ServerSettings
  extends Pick<
    Services,
    | "store"
    | "transaction"
    | "statement"
    | "clock"
    | "logger"
    | "rootKeys"
    | "accessTokenSigner"
    | "sessionLimits"
    | "auditRetentionDays"
    | "mailer"
    | "siteUrl"
  > {
  /** Of the database that the store is over. */
  changes: AuditFeed;
  /** See `createAddressPolicy`; empty allows every host. */
  allowedKubernetesHosts: readonly string[];
  ownCluster: OwnClusterPlace;
}

/** Wires all that lives as long as the process. `tokenReviews` is to be closed at the end. */
export function createServices({ changes, allowedKubernetesHosts, ownCluster, ...settings }: ServerSettings): Services {
  const { store, clock, logger, rootKeys } = settings;
  const addressPolicy = createAddressPolicy(allowedKubernetesHosts);
  // Looks at a cluster take their slots from its reviews.
  const tokenReviews = guardTokenReviews(createTokenReviewGateway(addressPolicy), clock);
  return {
    ...settings,
    keptAnswers: createKeptAnswers(changes),
    secretBox: createSecretBox(rootKeys, clock, changes),
    tokenReviews,
    connections: guardConnections(createConnectionGateway(addressPolicy, clock), tokenReviews),
    ownCluster: createOwnCluster(ownCluster),
    accessTokenUses: createAccessTokenUses(),
    passwordHasher: argon2PasswordHasher,
    refusedLoginBudget: createRefusedLoginBudget(clock),
    refusedCallBudget: createRefusedCallBudget(clock),
    refusedTemplates: createRefusedTemplates(),
    projectEvents: createProjectEventHub(changes, store, logger),
  };
}
