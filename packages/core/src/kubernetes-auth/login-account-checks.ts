import { isNamespaceAllowed, isPair, isServiceAccountAllowed, parseAllowList } from "@podpass/contracts";
import { isTrustedIp } from "../access-token/trusted-ips.ts";
import type { LoginConfiguration, ServiceAccount } from "./login-facts.ts";
import { type Finding, failed, passed } from "./login-finding.ts";
import type { TokenReviewOutcome } from "./token-review.gateway.ts";

/** No such configuration can be saved; one that got there by another way lets nobody in. */
const NOBODY_IS_ALLOWED = failed(
  "nobody_allowed",
  "kubernetes_auth.namespace_not_allowed",
  "allowed names or namespaces",
  "neither is configured",
);

export function judgeNamespace(configuration: LoginConfiguration, { namespace }: ServiceAccount): Finding {
  const { allowedNamespaces, allowedNames } = configuration;
  if (!allowedNamespaces.trim() && !allowedNames.trim()) return NOBODY_IS_ALLOWED;
  const expected = allowedNamespaces.trim() || "any";
  return isNamespaceAllowed(allowedNamespaces, namespace)
    ? passed(expected, namespace)
    : failed("namespace_not_allowed", "kubernetes_auth.namespace_not_allowed", expected, namespace);
}

export function judgeName({ allowedNames }: LoginConfiguration, account: ServiceAccount): Finding {
  const expected = allowedNames.trim() || "any";
  const got = parseAllowList(allowedNames).some(isPair) ? `${account.namespace}/${account.name}` : account.name;
  return isServiceAccountAllowed(allowedNames, account)
    ? passed(expected, got)
    : failed("name_not_allowed", "kubernetes_auth.name_not_allowed", expected, got);
}

export function judgeUid({ pinnedServiceAccountUid }: LoginConfiguration, { uid }: ServiceAccount): Finding {
  const expected = pinnedServiceAccountUid || "any";
  const got = uid || "none";
  return pinnedServiceAccountUid === "" || uid === pinnedServiceAccountUid
    ? passed(expected, got)
    : failed("another_uid", "kubernetes_auth.service_account_uid_not_allowed", expected, got);
}

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens */
export function judgePodBinding(
  { isPodBindingRequired }: LoginConfiguration,
  { podName, podUid }: TokenReviewOutcome & { kind: "authenticated" },
): Finding {
  const expected = isPodBindingRequired ? "a JWT bound to a pod" : "any";
  const got = podName && podUid ? `bound to pod ${podName} (${podUid})` : "bound to no pod";
  return !isPodBindingRequired || (podName && podUid)
    ? passed(expected, got)
    : failed("not_bound_to_pod", "kubernetes_auth.pod_binding_required", expected, got);
}

/** By the JWT's own `iat`, which is worth something once the review has proven the JWT. Without one it has no age. */
export function judgeAge({ maxJwtAgeSeconds }: LoginConfiguration, issuedAt: Date | null, now: Date): Finding {
  const expected = maxJwtAgeSeconds === 0 ? "any age" : `at most ${maxJwtAgeSeconds} seconds old`;
  const ageSeconds = issuedAt && Math.max(0, Math.floor((now.getTime() - issuedAt.getTime()) / 1000));
  const got = ageSeconds === null ? "it does not say when it was issued" : `${ageSeconds} seconds old`;
  return maxJwtAgeSeconds === 0 || (ageSeconds !== null && ageSeconds <= maxJwtAgeSeconds)
    ? passed(expected, got)
    : failed("too_old", "kubernetes_auth.jwt_too_old", expected, got);
}

export function judgeAddress({ accessTokenTrustedIps }: LoginConfiguration, ipAddress: string): Finding {
  const expected = accessTokenTrustedIps.join(", ");
  return isTrustedIp(accessTokenTrustedIps, ipAddress)
    ? passed(expected, ipAddress)
    : failed("ip_not_trusted", "auth.ip_not_trusted", expected, ipAddress);
}
