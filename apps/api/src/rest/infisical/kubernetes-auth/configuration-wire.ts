import { type KubernetesAuthOutput, ReviewerMode } from "@podpass/contracts";
import { z } from "zod";
import {
  accessTokenPolicyAnswer,
  accessTokenPolicyBody,
  fromAccessTokenPolicyBody,
  toAccessTokenPolicyAnswer,
} from "../../wire/access-token-policy.ts";
import { WireFlag, WireNumber, WireText } from "../../wire/fields.ts";

/**
 * A Kubernetes Auth as clients write it. What this server cannot do is refused, not overlooked. The members Infisical
 * does not have are named as in the contract, and optional.
 */
export const ConfigurationBody = z.object({
  reviewerMode: WireText.optional(),
  /** Null from clients that name no host: empty. */
  kubernetesHost: WireText.nullish(),
  caCert: WireText.optional(),
  tokenReviewerJwt: WireText.nullish(),
  allowedNamespaces: WireText.optional(),
  allowedNames: WireText.optional(),
  allowedAudience: WireText.optional(),
  isPodBindingRequired: WireFlag.optional(),
  pinnedServiceAccountUid: WireText.optional(),
  maxJwtAgeSeconds: WireNumber.optional(),
  ...accessTokenPolicyBody,
  tokenReviewMode: z.literal("api", 'Must be "api": tokens are reviewed by the API server itself').optional(),
  gatewayId: z.literal("", "Must be null: gateways are not supported").nullish(),
  verifyTlsCertificate: z.literal(true, "Must be true: the API server's certificate is always verified").optional(),
});

export function fromConfigurationBody(identityId: string, body: z.output<typeof ConfigurationBody>) {
  return {
    identityId,
    reviewerMode: body.reviewerMode,
    kubernetesHost: body.kubernetesHost === null ? "" : body.kubernetesHost,
    caCertificate: body.caCert,
    tokenReviewerJwt: body.tokenReviewerJwt,
    allowedNamespaces: body.allowedNamespaces,
    allowedNames: body.allowedNames,
    allowedAudience: body.allowedAudience,
    isPodBindingRequired: body.isPodBindingRequired,
    pinnedServiceAccountUid: body.pinnedServiceAccountUid,
    maxJwtAgeSeconds: body.maxJwtAgeSeconds,
    ...fromAccessTokenPolicyBody(body),
  };
}

/** As clients read it. Terraform compares every member with what it wrote. The reviewer JWT is in no answer. */
export const ConfigurationAnswer = z.object({
  id: z.string(),
  identityId: z.string(),
  reviewerMode: ReviewerMode,
  kubernetesHost: z.string(),
  caCert: z.string(),
  hasTokenReviewerJwt: z.boolean(),
  tokenReviewerJwtExpiresAt: z.date().nullable(),
  tokenReviewMode: z.literal("api"),
  gatewayId: z.null(),
  verifyTlsCertificate: z.literal(true),
  allowedNamespaces: z.string(),
  allowedNames: z.string(),
  allowedAudience: z.string(),
  isPodBindingRequired: z.boolean(),
  pinnedServiceAccountUid: z.string(),
  maxJwtAgeSeconds: z.number(),
  ...accessTokenPolicyAnswer,
  createdAt: z.date(),
  updatedAt: z.date(),
});

export function toConfigurationAnswer(output: KubernetesAuthOutput): z.output<typeof ConfigurationAnswer> {
  return {
    id: output.id,
    identityId: output.identityId,
    reviewerMode: output.reviewerMode,
    kubernetesHost: output.kubernetesHost,
    caCert: output.caCertificate,
    hasTokenReviewerJwt: output.hasTokenReviewerJwt,
    tokenReviewerJwtExpiresAt: output.tokenReviewerJwtExpiresAt,
    tokenReviewMode: "api",
    gatewayId: null,
    verifyTlsCertificate: true,
    allowedNamespaces: output.allowedNamespaces,
    allowedNames: output.allowedNames,
    allowedAudience: output.allowedAudience,
    isPodBindingRequired: output.isPodBindingRequired,
    pinnedServiceAccountUid: output.pinnedServiceAccountUid,
    maxJwtAgeSeconds: output.maxJwtAgeSeconds,
    ...toAccessTokenPolicyAnswer(output),
    createdAt: output.createdAt,
    updatedAt: output.updatedAt,
  };
}
