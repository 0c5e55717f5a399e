import {
  AttachKubernetesAuthInput,
  ExistingTokens,
  hasTtlWithinMaxTtl,
  KUBERNETES_AUTH_DEFAULTS,
  ReviewerMode,
} from "@podpass/contracts";
import { z } from "zod";
import { TTL_RULE } from "#components/access-token-policy/ttl-rule.ts";
import { meaningOfAllowLists } from "#features/kubernetes-auth/lib/allow-list-words.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

export type KubernetesAuth = RouterOutputs["kubernetesAuth"]["get"];

const Fields = z.object({
  ...AttachKubernetesAuthInput.shape,
  reviewerMode: ReviewerMode,
  /** Of a configuration that is changed. */
  existingTokens: ExistingTokens,
});
export type KubernetesAuthFormInput = z.input<typeof Fields>;
export type KubernetesAuthForm = z.output<typeof Fields>;

const AllowLists = z.object({ allowedNames: z.string(), allowedNamespaces: z.string() });
const Destination = Fields.pick({ kubernetesHost: true, caCertificate: true });
const ReviewerChoice = Fields.pick({ reviewerMode: true }).extend({ tokenReviewerJwt: z.string() });
const Cluster = z.object({ reviewerMode: ReviewerMode, kubernetesHost: z.string() });

/**
 * The contract's fields with its rules that span two of them, which speak up even while a third field is wrong, and
 * the form's own: whoever chooses a stored reviewer JWT must have given one that the server will keep.
 */
export function kubernetesAuthForm(present: KubernetesAuth | null) {
  return Fields.refine(hasTtlWithinMaxTtl, TTL_RULE)
    .refine((form) => meaningOfAllowLists(form.allowedNames, form.allowedNamespaces).kind !== "nobody", {
      path: ["allowedNamespaces"],
      message: "Name the allowed service accounts or namespaces; write * to allow every one",
      when: ({ value }) => AllowLists.safeParse(value).success,
    })
    .refine((form) => form.reviewerMode === "own" || form.kubernetesHost !== "", {
      path: ["kubernetesHost"],
      message: "Must not be empty",
      when: ({ value }) => Cluster.safeParse(value).success,
    })
    .refine((form) => form.reviewerMode !== "stored" || form.tokenReviewerJwt !== "" || keepsReviewer(present, form), {
      path: ["tokenReviewerJwt"],
      message: present?.hasTokenReviewerJwt
        ? "Enter the JWT again for the new host or CA, or choose another reviewer"
        : "Paste the reviewer's JWT, or choose another reviewer",
      when: ({ value }) => ReviewerChoice.safeParse(value).success,
    });
}

/** Whether the stored reviewer JWT survives: it is never sent to a server it was not entered for. */
export function keepsReviewer(present: KubernetesAuth | null, form: z.input<typeof Destination>): boolean {
  if (!present?.hasTokenReviewerJwt) return false;
  const isSameHost = (form.kubernetesHost ?? "").trim() === present.kubernetesHost;
  return isSameHost && (form.caCertificate ?? "").trim() === present.caCertificate;
}

/** What is saved of the form: of the fields that another choice of reviewer hides, nothing. */
export function toKubernetesAuth(form: KubernetesAuthForm): KubernetesAuthForm {
  const hidden = form.reviewerMode === "own" ? { kubernetesHost: "", caCertificate: "" } : {};
  return { ...form, ...hidden, tokenReviewerJwt: form.reviewerMode === "stored" ? form.tokenReviewerJwt : "" };
}

/** What the form starts from: the present configuration, or the guide's defaults. */
export function initialValues(identityId: string, present: KubernetesAuth | null): KubernetesAuthFormInput {
  if (!present) {
    return {
      identityId,
      kubernetesHost: "",
      reviewerMode: "client",
      tokenReviewerJwt: "",
      ...KUBERNETES_AUTH_DEFAULTS,
      existingTokens: "keep",
    };
  }
  return {
    identityId,
    kubernetesHost: present.kubernetesHost,
    reviewerMode: present.reviewerMode,
    tokenReviewerJwt: "",
    caCertificate: present.caCertificate,
    allowedNames: present.allowedNames,
    allowedNamespaces: present.allowedNamespaces,
    allowedAudience: present.allowedAudience,
    isPodBindingRequired: present.isPodBindingRequired,
    pinnedServiceAccountUid: present.pinnedServiceAccountUid,
    maxJwtAgeSeconds: present.maxJwtAgeSeconds,
    accessTokenTtlSeconds: present.accessTokenTtlSeconds,
    accessTokenMaxTtlSeconds: present.accessTokenMaxTtlSeconds,
    accessTokenMaxUses: present.accessTokenMaxUses,
    accessTokenTrustedIps: present.accessTokenTrustedIps,
    existingTokens: "keep",
  };
}
