import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf } from "./fields/page.ts";
import { Text } from "./fields/text.ts";
import { LOGIN_CHECK_TITLES, LOGIN_CHECKS, LoginCheck } from "./login-check.ts";

/** The checks of a Universal Auth login with a client id that exists, in the order they are made. */
export const UNIVERSAL_LOGIN_CHECKS = ["lockout", "client_secret", "trusted_ip", "client_secret_live"] as const;
export type UniversalLoginCheckName = (typeof UNIVERSAL_LOGIN_CHECKS)[number];

/** What may refuse a login: the name of the check that failed. */
export const LOGIN_REASONS = [...LOGIN_CHECKS, "lockout", "client_secret", "client_secret_live"] as const;
export const LoginReason = z.enum(LOGIN_REASONS);
export type LoginReason = z.output<typeof LoginReason>;

/** What is true when a check of any login method has passed, for people. */
export const LOGIN_REASON_TITLES: Record<LoginReason, string> = {
  ...LOGIN_CHECK_TITLES,
  lockout: "The client ID is not locked",
  client_secret: "The client secret belongs to the identity",
  client_secret_live: "The client secret is neither revoked, expired nor used up",
};

/** Why a login was refused, for people, in a few words. */
export const LOGIN_REFUSAL_LABELS = {
  jwt_shape: "Not a JWT",
  configuration: "No Kubernetes Auth",
  reachability: "API server not reached",
  tls: "Certificate not trusted",
  reviewer: "Reviewer not accepted",
  authenticated: "Not vouched for by the cluster",
  service_account: "Not a service account",
  audience: "Audience not allowed",
  namespace: "Namespace not allowed",
  name: "Name not allowed",
  service_account_uid: "Not the pinned account",
  pod_binding: "Not bound to a pod",
  jwt_age: "JWT too old",
  trusted_ip: "Address not trusted",
  lockout: "Client ID locked",
  client_secret: "Wrong client secret",
  client_secret_live: "Client secret has ended",
} as const satisfies Record<LoginReason, string>;

const LOGIN_RESULTS = ["accepted", "refused"] as const;
export const LoginResult = z.enum(LOGIN_RESULTS);
export type LoginResult = z.output<typeof LoginResult>;

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** A year, which is more than anyone looks through at once. */
const MAX_WITHIN_SECONDS = 31_536_000;

const LoginAttemptFilter = z.object({
  identityId: Id.optional(),
  result: LoginResult.optional(),
  reason: LoginReason.optional(),
  /** `namespace/name`; without a slash either of the two. */
  serviceAccount: Text.max(320).optional(),
  /** Counted back from now. */
  withinSeconds: z.int().min(1).max(MAX_WITHIN_SECONDS).optional(),
  from: Instant.optional(),
  /** Not itself within the range. */
  until: Instant.optional(),
  /** The one a caller received with its answer. */
  requestId: Text.max(64).optional(),
});

export const ListLoginAttemptsInput = PageInput.extend(LoginAttemptFilter.shape);
export type ListLoginAttemptsInput = z.output<typeof ListLoginAttemptsInput>;

export const LoginAttemptOutput = z.object({
  id: z.string(),
  occurredAt: z.date(),
  /** The name is null once the identity is deleted. */
  identity: z.object({ id: z.string(), name: z.string().nullable() }),
  authMethod: z.string(),
  result: LoginResult,
  /** Name of the check that refused. */
  reason: z.string().nullable(),
  /** What the caller was told, of the error catalog. */
  errorCode: z.string().nullable(),
  /** Null until it is proven. */
  serviceAccount: z.object({ namespace: z.string(), name: z.string(), uid: z.string() }).nullable(),
  podName: z.string().nullable(),
  nodeName: z.string().nullable(),
  credentialFingerprint: z.string().nullable(),
  accessTokenId: z.string().nullable(),
  requestId: z.string(),
  ipAddress: z.string(),
  userAgent: z.string(),
});
export type LoginAttemptOutput = z.output<typeof LoginAttemptOutput>;

export const LoginAttemptPage = pageOf(LoginAttemptOutput).extend({
  /** Refusals of that time that were counted and not kept, because too many came at once. */
  notKeptCount: z.number(),
});
export type LoginAttemptPage = z.output<typeof LoginAttemptPage>;

export const LoginAttemptRef = z.object({ loginAttemptId: Id });
export type LoginAttemptRef = z.output<typeof LoginAttemptRef>;

/** Checks are read as they were written, also those of a version that named them otherwise. */
export const LoginAttemptDetail = LoginAttemptOutput.extend({
  checks: z.array(LoginCheck.extend({ name: z.string() })),
});
export type LoginAttemptDetail = z.output<typeof LoginAttemptDetail>;
