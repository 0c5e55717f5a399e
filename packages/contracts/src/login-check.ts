import { z } from "zod";

/** The checks of a Kubernetes login, in the order they are made. */
export const LOGIN_CHECKS = [
  "jwt_shape",
  "configuration",
  "reachability",
  "tls",
  "reviewer",
  "authenticated",
  "service_account",
  "audience",
  "namespace",
  "name",
  "service_account_uid",
  "pod_binding",
  "jwt_age",
  "trusted_ip",
] as const;
export const LoginCheckName = z.enum(LOGIN_CHECKS);
export type LoginCheckName = z.output<typeof LoginCheckName>;

/** What is true when a check has passed, for people. */
export const LOGIN_CHECK_TITLES = {
  jwt_shape: "The JWT is well formed",
  configuration: "The identity has Kubernetes Auth",
  reachability: "The API server can be reached",
  tls: "The API server's certificate is trusted",
  reviewer: "The API server accepts the reviewer",
  authenticated: "The cluster vouches for the JWT",
  service_account: "The JWT belongs to a service account",
  audience: "The audience is allowed",
  namespace: "The namespace is allowed",
  name: "The service account's name is allowed",
  service_account_uid: "The service account is the pinned one",
  pod_binding: "The JWT is bound to a pod, where that is required",
  jwt_age: "The JWT is young enough",
  trusted_ip: "The caller's address is trusted",
} as const satisfies Record<LoginCheckName, string>;

/** How a failed check is mended: what to do, the field to change and the line to run, where there is one. */
export const LoginRemedy = z.object({
  text: z.string(),
  /** A field of the Kubernetes Auth, by its name in the form. */
  field: z
    .enum([
      "reviewerMode",
      "kubernetesHost",
      "tokenReviewerJwt",
      "caCertificate",
      "allowedAudience",
      "allowedNamespaces",
      "allowedNames",
      "pinnedServiceAccountUid",
      "isPodBindingRequired",
      "maxJwtAgeSeconds",
      "accessTokenTrustedIps",
    ])
    .optional(),
  /** A line for a shell that is allowed to administer the cluster, with the real names in it. */
  command: z.string().optional(),
});
export type LoginRemedy = z.output<typeof LoginRemedy>;

/** One check of one login; for admins only, because it says what would have passed. Never holds a credential. */
export const LoginCheck = z.object({
  name: LoginCheckName,
  /** A check behind a failed one is not reached. */
  verdict: z.enum(["passed", "failed", "not_reached"]),
  expected: z.string().optional(),
  got: z.string().optional(),
  /** Set exactly when the check failed. */
  remedy: LoginRemedy.optional(),
});
export type LoginCheck = z.output<typeof LoginCheck>;
