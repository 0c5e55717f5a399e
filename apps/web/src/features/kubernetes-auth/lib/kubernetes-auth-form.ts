import {
  AttachKubernetesAuthInput,
  accessTokenPolicyFields,
  ExistingTokens,
  hasTtlWithinMaxTtl,
  KUBERNETES_AUTH_DEFAULTS,
  TTL_ABOVE_MAX_TTL,
} from "@podpass/contracts";
import { z } from "zod";
import { meaningOfAllowLists } from "#features/kubernetes-auth/lib/allow-list-words.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

export type KubernetesAuth = RouterOutputs["kubernetesAuth"]["get"];

/** Who reviews: a JWT kept for it, or each client's own. */
export type Reviewer = "stored" | "client";

const Fields = z.object({
  ...AttachKubernetesAuthInput.shape,
  reviewer: z.enum(["stored", "client"]),
  /** Of a configuration that is changed. */
  existingTokens: ExistingTokens,
});
export type KubernetesAuthFormInput = z.input<typeof Fields>;
export type KubernetesAuthForm = z.output<typeof Fields>;

const TtlPair = z.object(accessTokenPolicyFields).pick({ accessTokenTtlSeconds: true, accessTokenMaxTtlSeconds: true });
const AllowLists = z.object({ allowedNames: z.string(), allowedNamespaces: z.string() });
const Destination = Fields.pick({ kubernetesHost: true, caCertificate: true });
const ReviewerChoice = Fields.pick({ reviewer: true }).extend({ tokenReviewerJwt: z.string() });

/**
 * The contract's fields with its rules that span two of them, which speak up even while a third field is wrong, and
 * the form's own: whoever chooses a stored reviewer JWT must have given one that the server will keep.
 */
export function kubernetesAuthForm(present: KubernetesAuth | null) {
  return Fields.refine(hasTtlWithinMaxTtl, {
    ...TTL_ABOVE_MAX_TTL,
    when: ({ value }) => TtlPair.safeParse(value).success,
  })
    .refine((form) => meaningOfAllowLists(form.allowedNames, form.allowedNamespaces).kind !== "nobody", {
      path: ["allowedNamespaces"],
      message: "Name the allowed service accounts or namespaces; write * to allow every one",
      when: ({ value }) => AllowLists.safeParse(value).success,
    })
    .refine((form) => form.reviewer === "client" || form.tokenReviewerJwt !== "" || keepsReviewer(present, form), {
      path: ["tokenReviewerJwt"],
      message: present?.hasTokenReviewerJwt
        ? "Enter the JWT again for the new host or CA, or choose the client's own JWT"
        : "Paste the reviewer's JWT, or choose the client's own JWT",
      when: ({ value }) => ReviewerChoice.safeParse(value).success,
    });
}

/** Whether the stored reviewer JWT survives: it is never sent to a server it was not entered for. */
export function keepsReviewer(present: KubernetesAuth | null, form: z.input<typeof Destination>): boolean {
  if (!present?.hasTokenReviewerJwt) return false;
  const isSameHost = form.kubernetesHost.trim() === present.kubernetesHost;
  return isSameHost && (form.caCertificate ?? "").trim() === present.caCertificate;
}

/** What the form starts from: the present configuration, or the guide's defaults. */
export function initialValues(identityId: string, present: KubernetesAuth | null): KubernetesAuthFormInput {
  if (!present) {
    return {
      identityId,
      kubernetesHost: "",
      reviewer: "client",
      tokenReviewerJwt: "",
      ...KUBERNETES_AUTH_DEFAULTS,
      existingTokens: "keep",
    };
  }
  return {
    identityId,
    kubernetesHost: present.kubernetesHost,
    reviewer: present.hasTokenReviewerJwt ? "stored" : "client",
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
