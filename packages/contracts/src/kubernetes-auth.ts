import { z } from "zod";
import { ExistingTokens } from "./access-token.ts";
import { audienceListProblem, nameListProblem, namespaceListProblem } from "./allow-list.ts";
import {
  ACCESS_TOKEN_POLICY_DEFAULTS,
  accessTokenPolicyFields,
  hasTtlWithinMaxTtl,
  TTL_ABOVE_MAX_TTL,
} from "./fields/access-token-policy.ts";
import { Id } from "./fields/ids.ts";
import { KubernetesAuthWarning } from "./kubernetes-auth-warning.ts";
import { parseKubernetesHost } from "./kubernetes-host.ts";

/** A compact JWS as it comes from a token file: three base64url segments. */
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const PEM_BUNDLE =
  /^(?:\s*(?:#[^\n]*\n\s*)*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----)+\s*$/;

/** Kubernetes gives every object a UUID: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#uids */
const UID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What an API server makes of a pod's token at the longest: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
const MAX_JWT_AGE_CEILING_SECONDS = 31_536_000;

const KubernetesHostText = z
  .string()
  .trim()
  .superRefine((text, ctx) => {
    // Whether it may be empty depends on the reviewer.
    const host = text === "" ? null : parseKubernetesHost(text);
    if (host && !host.ok) ctx.addIssue({ code: "custom", message: host.message });
  });

function list(problemOf: (text: string) => string | null) {
  return z
    .string()
    .max(4096, "Must be at most 4096 characters")
    .superRefine((text, ctx) => {
      const problem = problemOf(text);
      if (problem) ctx.addIssue({ code: "custom", message: problem });
    });
}

/**
 * Who asks the API server about a JWT: the reviewer whose JWT is stored, the client with its own JWT, or Podpass's own
 * service account, which only ever asks the cluster that Podpass runs in.
 */
export const ReviewerMode = z.enum(["stored", "client", "own"], 'Must be "stored", "client" or "own"');
export type ReviewerMode = z.output<typeof ReviewerMode>;

const fields = {
  reviewerMode: ReviewerMode,
  /** Host, host:port or base URL of the API server; kept as typed. Empty only when Podpass's own cluster is asked. */
  kubernetesHost: KubernetesHostText,
  /** PEM, one or several certificates. Empty: the system's roots. TLS is verified either way. */
  caCertificate: z
    .string()
    .trim()
    .max(65_536, "Must be at most 64 KB")
    .refine((text) => text === "" || PEM_BUNDLE.test(text), "Must be PEM-encoded certificates and nothing else"),
  /** Comma-separated patterns. */
  allowedNamespaces: list(namespaceListProblem),
  /** Comma-separated patterns of names, or of pairs `namespace/name`. */
  allowedNames: list(nameListProblem),
  /** Comma-separated. Asked of the TokenReview and looked for in its answer. Empty: the API server's own audience. */
  allowedAudience: list(audienceListProblem),
  /** Lets in only JWTs bound to a pod, which die with it. */
  isPodBindingRequired: z.boolean(),
  /** Lets in only this very service account, not one of the same name made after it was deleted. Empty: any. */
  pinnedServiceAccountUid: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => text === "" || UID.test(text), "Must be a UID such as 7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10"),
  /** Seconds since a JWT was issued, whenever it expires. 0: any age. */
  maxJwtAgeSeconds: z
    .int("Must be a whole number of seconds")
    .min(0, "Must not be negative")
    .max(MAX_JWT_AGE_CEILING_SECONDS, `Must be at most ${MAX_JWT_AGE_CEILING_SECONDS} seconds (1 year)`),
  ...accessTokenPolicyFields,
};

/** The token that reviews; write-only. */
const TokenReviewerJwt = z
  .string()
  .trim()
  .max(16_384, "Must be at most 16 KB")
  .refine((text) => text === "" || COMPACT_JWS.test(text), "Must be a JWT: three parts separated by dots");

const NAMES_OR_NAMESPACES = {
  path: ["allowedNames"],
  message: "Name the allowed service accounts or namespaces; write * to allow every one",
};

function namesSomebody(config: { allowedNames: string; allowedNamespaces: string }): boolean {
  return config.allowedNames.trim() !== "" || config.allowedNamespaces.trim() !== "";
}

const HOST_UNLESS_OWN = { path: ["kubernetesHost"], message: "Must not be empty" };

function namesHost(config: { kubernetesHost: string; reviewerMode?: ReviewerMode | undefined }): boolean {
  return config.kubernetesHost !== "" || config.reviewerMode === "own";
}

const JWT_ONLY_IF_STORED = {
  path: ["tokenReviewerJwt"],
  message: "Must be empty: only the reviewer mode stored has a JWT",
};

const ENTER_JWT = { path: ["tokenReviewerJwt"], message: "Enter the reviewer's JWT" };

function storesNoOthersJwt(input: {
  reviewerMode?: ReviewerMode | undefined;
  tokenReviewerJwt?: string | null | undefined;
}): boolean {
  return !input.tokenReviewerJwt || (input.reviewerMode ?? "stored") === "stored";
}

/** A whole configuration, as it is after any change: every field and the rules that span fields. */
export const KubernetesAuthConfig = z
  .object(fields)
  .refine(namesHost, HOST_UNLESS_OWN)
  .refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL)
  .refine(namesSomebody, NAMES_OR_NAMESPACES);
export type KubernetesAuthConfig = z.output<typeof KubernetesAuthConfig>;

export const KUBERNETES_AUTH_DEFAULTS = {
  caCertificate: "",
  allowedNamespaces: "",
  allowedNames: "",
  allowedAudience: "",
  isPodBindingRequired: false,
  pinnedServiceAccountUid: "",
  maxJwtAgeSeconds: 0,
  ...ACCESS_TOKEN_POLICY_DEFAULTS,
};

/** The configuration's fields with the guide's defaults for those left out. */
export const AttachKubernetesAuthInput = z
  .object({
    identityId: Id,
    /** Left out: stored with a reviewer JWT, client without. */
    reviewerMode: fields.reviewerMode.optional(),
    kubernetesHost: fields.kubernetesHost.default(""),
    tokenReviewerJwt: TokenReviewerJwt.default(""),
    caCertificate: fields.caCertificate.default(KUBERNETES_AUTH_DEFAULTS.caCertificate),
    allowedNamespaces: fields.allowedNamespaces.default(KUBERNETES_AUTH_DEFAULTS.allowedNamespaces),
    allowedNames: fields.allowedNames.default(KUBERNETES_AUTH_DEFAULTS.allowedNames),
    allowedAudience: fields.allowedAudience.default(KUBERNETES_AUTH_DEFAULTS.allowedAudience),
    isPodBindingRequired: fields.isPodBindingRequired.default(KUBERNETES_AUTH_DEFAULTS.isPodBindingRequired),
    pinnedServiceAccountUid: fields.pinnedServiceAccountUid.default(KUBERNETES_AUTH_DEFAULTS.pinnedServiceAccountUid),
    maxJwtAgeSeconds: fields.maxJwtAgeSeconds.default(KUBERNETES_AUTH_DEFAULTS.maxJwtAgeSeconds),
    accessTokenTtlSeconds: fields.accessTokenTtlSeconds.default(KUBERNETES_AUTH_DEFAULTS.accessTokenTtlSeconds),
    accessTokenMaxTtlSeconds: fields.accessTokenMaxTtlSeconds.default(
      KUBERNETES_AUTH_DEFAULTS.accessTokenMaxTtlSeconds,
    ),
    accessTokenMaxUses: fields.accessTokenMaxUses.default(KUBERNETES_AUTH_DEFAULTS.accessTokenMaxUses),
    accessTokenTrustedIps: fields.accessTokenTrustedIps.default(KUBERNETES_AUTH_DEFAULTS.accessTokenTrustedIps),
  })
  .refine(namesHost, HOST_UNLESS_OWN)
  .refine(storesNoOthersJwt, JWT_ONLY_IF_STORED)
  .refine((input) => input.reviewerMode !== "stored" || input.tokenReviewerJwt !== "", ENTER_JWT)
  .refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL)
  .refine(namesSomebody, NAMES_OR_NAMESPACES);
export type AttachKubernetesAuthInput = z.output<typeof AttachKubernetesAuthInput>;

/** What a change can name, without the rules that span fields. */
export const KubernetesAuthChange = z.object({
  identityId: Id,
  ...z.object(fields).partial().shape,
  tokenReviewerJwt: TokenReviewerJwt.nullable().optional(),
  /** Left out: they stay. */
  existingTokens: ExistingTokens.optional(),
});

/**
 * A field left out keeps its value. For `tokenReviewerJwt`, null removes the stored one and "" keeps it. A new host or
 * CA without a new reviewer JWT drops the stored one, so that it is never sent to a server it was not entered for.
 */
export const UpdateKubernetesAuthInput = KubernetesAuthChange.refine(storesNoOthersJwt, JWT_ONLY_IF_STORED);
export type UpdateKubernetesAuthInput = z.output<typeof UpdateKubernetesAuthInput>;

export const KubernetesAuthOutput = z.object({
  id: z.string(),
  identityId: z.string(),
  reviewerMode: ReviewerMode,
  kubernetesHost: z.string(),
  caCertificate: z.string(),
  hasTokenReviewerJwt: z.boolean(),
  /** When the stored reviewer JWT says it ends; null when none is stored or it never does. */
  tokenReviewerJwtExpiresAt: z.date().nullable(),
  allowedNamespaces: z.string(),
  allowedNames: z.string(),
  allowedAudience: z.string(),
  isPodBindingRequired: z.boolean(),
  pinnedServiceAccountUid: z.string(),
  maxJwtAgeSeconds: z.number(),
  accessTokenTtlSeconds: z.number(),
  accessTokenMaxTtlSeconds: z.number(),
  accessTokenMaxUses: z.number(),
  accessTokenTrustedIps: z.array(z.string()),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type KubernetesAuthOutput = z.output<typeof KubernetesAuthOutput>;

/** The answer to a save: what was saved, and what of it will likely not do what was meant. */
export const AttachKubernetesAuthOutput = KubernetesAuthOutput.extend({ warnings: z.array(KubernetesAuthWarning) });
export type AttachKubernetesAuthOutput = z.output<typeof AttachKubernetesAuthOutput>;

/** The answer to an update says as well when the stored reviewer JWT was dropped for safety. */
export const UpdateKubernetesAuthOutput = AttachKubernetesAuthOutput.extend({ isReviewerJwtDropped: z.boolean() });
export type UpdateKubernetesAuthOutput = z.output<typeof UpdateKubernetesAuthOutput>;
