import type { FakeKubernetesApi, IssueTokenInput } from "../fake-kubernetes-api/index.ts";
import type { ServiceAccountName } from "../service-account.ts";

const REVIEWER = { namespace: "default", name: "podpass-token-reviewer" };
const TEN_YEARS_SECONDS = 315_360_000;

/** Which accounts each cluster has: it refuses to make one twice and does not say which there are. */
const knownAccounts = new WeakMap<FakeKubernetesApi, Set<string>>();

/** Makes the account unless a call before did. */
function ensureServiceAccount(kubernetes: FakeKubernetesApi, { namespace, name }: ServiceAccountName): void {
  const known = knownAccounts.get(kubernetes) ?? new Set();
  knownAccounts.set(kubernetes, known);
  const key = `${namespace}/${name}`;
  if (known.has(key)) return;
  kubernetes.createServiceAccount({ namespace, name });
  known.add(key);
}

/** A service-account JWT of the cluster; the account is made when it is missing. */
export function serviceAccountJwt(kubernetes: FakeKubernetesApi, input: IssueTokenInput): string {
  ensureServiceAccount(kubernetes, input);
  return kubernetes.issueToken(input);
}

/** The JWT of an account that may review tokens, good for ten years. */
export function reviewerJwtOf(kubernetes: FakeKubernetesApi): string {
  kubernetes.grantAuthDelegator(REVIEWER);
  return serviceAccountJwt(kubernetes, { ...REVIEWER, expiresInSeconds: TEN_YEARS_SECONDS });
}
