/** What names a service account in a cluster. */
export interface ServiceAccountName {
  namespace: string;
  name: string;
}

/** DNS-1123 label and subdomain, as Kubernetes requires of namespaces and service accounts. */
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Reads `system:serviceaccount:<namespace>:<name>`, exactly four parts with valid names; null for everybody else.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens
 */
export function parseServiceAccountUsername(username: string): ServiceAccountName | null {
  const [system, kind, namespace = "", name = "", ...rest] = username.split(":");
  if (system !== "system" || kind !== "serviceaccount" || rest.length > 0) return null;
  return NAMESPACE.test(namespace) && NAME.test(name) ? { namespace, name } : null;
}
