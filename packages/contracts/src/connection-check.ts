import { z } from "zod";
import { KubernetesAuthChange } from "./kubernetes-auth.ts";
import { LoginCheck } from "./login-check.ts";

/** The checks of a connection to an API server, in the order they are made. */
export const CONNECTION_CHECKS = [
  "address",
  "reachability",
  "tls",
  "api",
  "reviewer_jwt",
  "reviewer_rights",
  "audience",
  "clock",
] as const;
export const ConnectionCheckName = z.enum(CONNECTION_CHECKS);
export type ConnectionCheckName = z.output<typeof ConnectionCheckName>;

/** What is true when a check has passed, for people. */
export const CONNECTION_CHECK_TITLES = {
  address: "The host has an address",
  reachability: "The API server can be reached",
  tls: "The API server's certificate is trusted",
  api: "A Kubernetes API server answers",
  reviewer_jwt: "The API server accepts the reviewer's JWT",
  reviewer_rights: "The reviewer may create TokenReviews",
  audience: "The API server tells audiences apart",
  clock: "The clocks agree",
} as const satisfies Record<ConnectionCheckName, string>;

/** One check of a connection, in the shape of a login's. Never holds a credential. */
export const ConnectionCheck = LoginCheck.extend({ name: ConnectionCheckName });
export type ConnectionCheck = z.output<typeof ConnectionCheck>;

/** A certificate of the chain an API server showed. */
export const ServerCertificate = z.object({ subject: z.string(), issuer: z.string(), expiresAt: z.coerce.date() });
export type ServerCertificate = z.output<typeof ServerCertificate>;

/** What one look at an API server found. Survives JSON: its dates are read from text as well. */
export const ConnectionReport = z.object({
  checkedAt: z.coerce.date(),
  checks: z.array(ConnectionCheck),
  /** The server's own first, up to the authority that is trusted, as far as they are known. */
  certificates: z.array(ServerCertificate),
  /** Whose JWT reviews; null when none was sent. */
  reviewer: z.object({ name: z.string(), expiresAt: z.coerce.date().nullable() }).nullable(),
  /** The audiences the API server takes for its own; empty when it was not asked or does not say. */
  audiences: z.array(z.string()),
  /** How long a new connection and one TokenReview over another took. */
  connectMs: z.number().nullable(),
  reviewMs: z.number().nullable(),
});
export type ConnectionReport = z.output<typeof ConnectionReport>;

/** Identities that need somebody: what is wrong with each, null where nothing is. */
export const ConnectionWarnings = z.object({
  items: z.array(
    z.object({
      identityId: z.string(),
      identityName: z.string(),
      failedCheck: ConnectionCheckName.nullable(),
      /** Soon or in the past. */
      reviewerExpiresAt: z.date().nullable(),
      certificateExpiresAt: z.date().nullable(),
    }),
  ),
  /** All of them, also those not named in `items`. */
  totalCount: z.number(),
});
export type ConnectionWarnings = z.output<typeof ConnectionWarnings>;

/** The last report on the saved configuration; null until it has been checked as it is now. */
export const KubernetesConnectionOutput = z.object({ report: ConnectionReport.nullable() });
export type KubernetesConnectionOutput = z.output<typeof KubernetesConnectionOutput>;

/**
 * What to check: the saved configuration, with what is given here in its place. For `tokenReviewerJwt`, null stands for
 * the client's own JWT, and left out or empty for the stored one, which is sent to no other host and CA than its own.
 */
export const CheckKubernetesConnectionInput = KubernetesAuthChange.pick({
  identityId: true,
  reviewerMode: true,
  kubernetesHost: true,
  caCertificate: true,
  tokenReviewerJwt: true,
  allowedAudience: true,
});
export type CheckKubernetesConnectionInput = z.output<typeof CheckKubernetesConnectionInput>;
