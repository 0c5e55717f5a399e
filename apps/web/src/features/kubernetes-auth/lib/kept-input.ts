import type { KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

/** What may be kept in a browser. Every field has to be decided on; a credential is kept nowhere but on the server. */
const IS_KEPT = {
  identityId: false,
  tokenReviewerJwt: false,
  reviewerMode: true,
  kubernetesHost: true,
  caCertificate: true,
  allowedNames: true,
  allowedNamespaces: true,
  allowedAudience: true,
  isPodBindingRequired: true,
  pinnedServiceAccountUid: true,
  maxJwtAgeSeconds: true,
  accessTokenTtlSeconds: true,
  accessTokenMaxTtlSeconds: true,
  accessTokenMaxUses: true,
  accessTokenTrustedIps: true,
  existingTokens: false,
} as const satisfies Record<keyof KubernetesAuthFormInput, boolean>;

const KEPT_NAMES = Object.entries(IS_KEPT).flatMap(([name, isKept]) => (isKept ? [name] : []));

/** The values that differ from what the form starts from, so that a better start still shows where nothing was typed. */
export function toKeep(values: KubernetesAuthFormInput, start: KubernetesAuthFormInput): Record<string, unknown> {
  const [typed, initial] = [new Map<string, unknown>(Object.entries(values)), new Map(Object.entries(start))];
  const changed = KEPT_NAMES.filter((name) => JSON.stringify(typed.get(name)) !== JSON.stringify(initial.get(name)));
  return Object.fromEntries(changed.map((name) => [name, typed.get(name)]));
}

/** What was kept, without what is of another kind by now. */
export function readKept(
  kept: Record<string, unknown>,
  start: KubernetesAuthFormInput,
): Partial<KubernetesAuthFormInput> {
  const initial = new Map<string, unknown>(Object.entries(start));
  const known = Object.entries(kept).filter(
    ([name, value]) => KEPT_NAMES.includes(name) && kindOf(value) === kindOf(initial.get(name)),
  );
  return Object.fromEntries(known);
}

function kindOf(value: unknown): string {
  if (!Array.isArray(value)) return typeof value;
  return value.every((item) => typeof item === "string") ? "texts" : "list";
}
