import { can, type OrganizationPermission, type PermissionRule } from "@podpass/contracts";
import type { AccessTokenSigner } from "../access-token/access-token-signer.ts";
import type { AccessTokenUses } from "../access-token/access-token-uses.ts";
import type { RefusedCallBudget } from "../audit/refused-call-budget.ts";
import type { RefusedTemplates } from "../authorization/fill-templates.ts";
import type { RootKeys } from "../encryption/root-keys.ts";
import type { SecretBox } from "../encryption/secret-box.ts";
import type { OwnCluster } from "../kubernetes-auth/own-cluster.ts";
import type { TokenReviewGateway } from "../kubernetes-auth/token-review.gateway.ts";
import type { ConnectionGateway } from "../kubernetes-connection/connection.gateway.ts";
import type { RefusedLoginBudget } from "../login-activity/refused-login-budget.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { ProjectEventHub } from "../project-event/project-event-hub.ts";
import type { KeptAnswers } from "../secret/kept-answers.ts";
import type { SessionLimits } from "../session/session-limits.ts";
import type { Caller } from "./actor.ts";
import { AppError } from "./app-error.ts";
import type { Clock } from "./clock.ts";
import type { Logger } from "./logger.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { Store } from "./store.ts";

/** What lives as long as the process, wired once. */
export interface Services {
  store: Store;
  /** Runs `work` in one database transaction: all of its writes happen or none. */
  transaction<Result>(work: (tx: Store) => Promise<Result>): Promise<Result>;
  /** Runs `work`, which is one statement that writes, and waits as a transaction does until every replica knows of it. */
  statement<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  clock: Clock;
  rootKeys: RootKeys;
  secretBox: SecretBox;
  keptAnswers: KeptAnswers;
  tokenReviews: TokenReviewGateway;
  connections: ConnectionGateway;
  ownCluster: OwnCluster;
  accessTokenSigner: AccessTokenSigner;
  accessTokenUses: AccessTokenUses;
  refusedLoginBudget: RefusedLoginBudget;
  refusedCallBudget: RefusedCallBudget;
  passwordHasher: PasswordHasher;
  /** Of the sessions of people. */
  sessionLimits: SessionLimits;
  /** How long the audit events of every organization are kept; null is for ever. */
  auditRetentionDays: number | null;
  refusedTemplates: RefusedTemplates;
  projectEvents: ProjectEventHub;
  /** Null where no mail server is configured. */
  mailer: Mailer | null;
  /** Where people reach the server, without a slash at the end: for links in mails. */
  siteUrl: string;
  logger: Logger;
}

/** Where a request came from; written into every audit event. */
export interface RequestInfo {
  requestId: string;
  ipAddress: string;
  userAgent: string;
}

/** What a use-case without a known caller gets: logins and set-up. */
export interface PublicContext extends Services {
  request: RequestInfo;
}

/** The context of what the server does by itself, asked by nobody. */
export function systemContext(services: Services): PublicContext {
  return { ...services, request: { requestId: "", ipAddress: "", userAgent: "" } };
}

/** What every other use-case gets. */
export interface UseCaseContext extends PublicContext, Caller {
  /** What the actor may do in the organization, read from data for this request. */
  organizationRules: readonly PermissionRule[];
  /** What the actor may do in the organization now and at every moment until then; null means for ever. */
  organizationRulesUntil(until: Date | null): readonly PermissionRule[];
  /** The service account that the token of this request was issued to; null for any other login. */
  serviceAccount: { namespace: string; name: string } | null;
  /** Throws `auth.permission_denied` unless the actor holds the organization permission. */
  authorize(permission: OrganizationPermission): void;
}

/**
 * Opens the caller's context anew, for what goes on after the request it began with: throws whatever would refuse them a
 * request now, as when their session has ended or they were removed.
 */
export type OpenAgain = () => Promise<UseCaseContext>;

/** Puts a known caller into the context of a request. */
export function withActor(
  ctx: PublicContext,
  caller: Omit<UseCaseContext, keyof PublicContext | "authorize">,
): UseCaseContext {
  return {
    ...ctx,
    ...caller,
    authorize(permission) {
      if (!can(caller.organizationRules, permission)) {
        const reason = `lacks ${permission} in the organization`;
        throw new AppError("auth.permission_denied", { reason, refused: { permission } });
      }
    },
  };
}

/** The same caller within a transaction that is open: what use-cases do with it is part of that one, and ends with it. */
export function joinTransaction(ctx: UseCaseContext, tx: Store): UseCaseContext {
  return { ...ctx, store: tx, transaction: (work) => work(tx), statement: (work) => work(tx) };
}
