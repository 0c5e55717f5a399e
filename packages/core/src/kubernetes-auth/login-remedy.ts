import type { LoginRemedy, ServiceAccountRef } from "@podpass/contracts";
import { UNKNOWN_IP_ADDRESS } from "../shared/ip-address.ts";
import type { ReviewFault } from "./token-review.gateway.ts";

/** Everything that can be wrong with a login. Each has one remedy. */
export type LoginProblem =
  | ReviewFault
  | "jwt_malformed"
  | "no_configuration"
  | "not_asked"
  | "own_unauthorized"
  | "client_unauthorized"
  | "client_forbidden"
  | "not_authenticated"
  | "no_service_account"
  | "wrong_audience"
  | "nobody_allowed"
  | "namespace_not_allowed"
  | "name_not_allowed"
  | "another_uid"
  | "not_bound_to_pod"
  | "too_old"
  | "ip_not_trusted";

/** The names a remedy speaks of. Only valid service-account names get in, since its lines are pasted into a shell. */
export interface RemedyNames {
  kubernetesHost: string;
  /** Whose JWT is stored, or mounted, to review with; null when that cannot be read from it or none is stored. */
  reviewer: ServiceAccountRef | null;
  /** Who asks to be let in: proven or, where that was not reached, as its JWT claims. */
  client: ServiceAccountRef | null;
  /** The UID of the proven client; empty when none is. */
  serviceAccountUid: string;
  allowedAudiences: readonly string[];
  ipAddress: string;
}

/** How a problem is mended, with the real names in it; a name that is not known stands in angle brackets. */
export function loginRemedy(problem: LoginProblem, names: RemedyNames): LoginRemedy {
  return REMEDIES[problem](names);
}

const REMEDIES: Record<LoginProblem, (names: RemedyNames) => LoginRemedy> = {
  jwt_malformed: () => ({
    text:
      "Send the content of the token file as it is, without quotes or line ends; " +
      "pods find it in /var/run/secrets/kubernetes.io/serviceaccount/token.",
  }),
  no_configuration: () => ({ text: "Add Kubernetes Auth to the identity, or send the id of one that has it." }),
  not_asked: () => ({ text: "Log in again." }),

  own_account_missing: () => ({
    text:
      "Run Podpass in the cluster with its service account's token mounted " +
      "(automountServiceAccountToken: true), or choose another reviewer.",
    field: "reviewerMode",
  }),
  own_unauthorized: ({ reviewer }) => ({
    text: "The API server no longer knows Podpass's own service account: see that it exists, and restart Podpass's pod.",
    command: getServiceAccount(reviewer),
  }),
  overloaded: () => ({
    text: "Let pods keep their access token until shortly before it ends, instead of logging in for every request.",
  }),
  host_refused: ({ kubernetesHost }) => ({
    text: `Enter the address of an API server Podpass may connect to, or add ${kubernetesHost} to ALLOWED_KUBERNETES_HOSTS.`,
    field: "kubernetesHost",
  }),
  host_not_found: ({ kubernetesHost }) => ({
    text: `Podpass's DNS does not know ${kubernetesHost}: enter an address it can resolve.`,
    field: "kubernetesHost",
    command: "kubectl cluster-info",
  }),
  unreachable: ({ kubernetesHost }) => ({
    text: `Nothing answers at ${kubernetesHost}: correct the address, or open the network from Podpass to it.`,
    field: "kubernetesHost",
    command: "kubectl cluster-info",
  }),
  timed_out: ({ kubernetesHost }) => ({
    text: `${kubernetesHost} gave no answer in time: see whether a firewall drops the connection and the API server is ready.`,
    field: "kubernetesHost",
    command: "kubectl get --raw /readyz",
  }),

  tls_untrusted: () => ({
    text: "Enter the CA certificate of this cluster.",
    field: "caCertificate",
    command: "kubectl get configmap kube-root-ca.crt -n default -o=jsonpath='{.data.ca\\.crt}'",
  }),
  tls_wrong_name: () => ({
    text: "Enter the API server under a name or address its certificate holds, or add this one to the certificate.",
    field: "kubernetesHost",
    command: "kubectl cluster-info",
  }),
  tls_expired: () => ({
    text: "Renew the API server's certificate, and see that the clocks of both machines are right.",
    command: "kubeadm certs renew apiserver",
  }),
  tls_failed: ({ kubernetesHost }) => ({
    text: `What answers at ${kubernetesHost} does not speak TLS 1.2 or newer: enter the API server's https address and port.`,
    field: "kubernetesHost",
    command: "kubectl cluster-info",
  }),

  redirected: ({ kubernetesHost }) => ({
    text: `${kubernetesHost} sends callers elsewhere: enter the API server itself, not a proxy or sign-in page before it.`,
    field: "kubernetesHost",
    command: "kubectl cluster-info",
  }),
  unexpected_status: ({ kubernetesHost }) => ({
    text: `See whether ${kubernetesHost} is the API server's base address, and whether it is ready.`,
    field: "kubernetesHost",
    command: "kubectl get --raw /readyz",
  }),
  answer_malformed: ({ kubernetesHost }) => ({
    text: `What answers at ${kubernetesHost} is no Kubernetes API server: enter its base address.`,
    field: "kubernetesHost",
    command: "kubectl cluster-info",
  }),
  reviewer_unauthorized: ({ reviewer }) => ({
    text: "The stored reviewer JWT has expired, was revoked or is of another cluster: enter a new one.",
    field: "tokenReviewerJwt",
    command: createToken(reviewer, ["--duration=8760h"]),
  }),
  reviewer_forbidden: ({ reviewer }) => ({
    text: "Allow the reviewer to create TokenReviews.",
    command: bindAuthDelegator(reviewer),
  }),
  client_unauthorized: ({ client, allowedAudiences }) =>
    allowedAudiences.length === 0
      ? {
          text: "Send a JWT of this cluster, made for the API server's own audience, that has not expired.",
          command: createToken(client),
        }
      : {
          text: "A JWT for a custom audience cannot review itself: store a reviewer JWT, or empty Allowed Audience.",
          field: "tokenReviewerJwt",
        },
  client_forbidden: ({ client }) => ({
    text: "Without a stored reviewer the pod's JWT reviews itself: allow it to, or store a reviewer JWT.",
    field: "tokenReviewerJwt",
    command: bindAuthDelegator(client),
  }),

  not_authenticated: ({ client, allowedAudiences }) => ({
    text: "Send a JWT of this cluster that has not expired and whose service account and pod still exist.",
    command: createToken(client, audienceOption(allowedAudiences)),
  }),
  no_service_account: () => ({
    text: "Send the JWT of a service account; nobody else can log in with Kubernetes Auth.",
  }),
  wrong_audience: ({ client, allowedAudiences }) => ({
    text: "Have the pod's token made for the allowed audience, or change Allowed Audience to the one it is made for.",
    field: "allowedAudience",
    command: createToken(client, audienceOption(allowedAudiences)),
  }),
  nobody_allowed: () => ({ text: "Name the allowed service accounts or namespaces.", field: "allowedNamespaces" }),
  namespace_not_allowed: ({ client }) => ({
    text: `Add ${client?.namespace ?? "its namespace"} to Allowed Namespaces, or run the pod in one that is allowed.`,
    field: "allowedNamespaces",
  }),
  name_not_allowed: ({ client }) => ({
    text: `Add ${client?.name ?? "its name"} to Allowed Service Account Names, or run the pod as one that is allowed.`,
    field: "allowedNames",
  }),
  another_uid: ({ client, serviceAccountUid }) => ({
    text:
      "This is not the service account that was pinned: it was deleted and made again, or is another one. " +
      `If it is meant, pin ${serviceAccountUid || "its UID"}.`,
    field: "pinnedServiceAccountUid",
    command: getServiceAccount(client, "-o=jsonpath='{.metadata.uid}'"),
  }),
  not_bound_to_pod: ({ client, allowedAudiences }) => ({
    text:
      "Send the token that is mounted into the pod; a Secret of type service-account-token is bound to none. " +
      "Or allow JWTs that are bound to no pod.",
    field: "isPodBindingRequired",
    command: createToken(client, [
      ...audienceOption(allowedAudiences),
      "--bound-object-kind=Pod",
      "--bound-object-name=<pod>",
    ]),
  }),
  too_old: ({ client, allowedAudiences }) => ({
    text: "Read the token file anew for every login: the kubelet replaces it in time. Or raise Maximum JWT Age.",
    field: "maxJwtAgeSeconds",
    command: createToken(client, audienceOption(allowedAudiences)),
  }),
  ip_not_trusted: ({ ipAddress }) =>
    ipAddress === UNKNOWN_IP_ADDRESS
      ? { text: "A proxy of TRUSTED_PROXIES named no address in X-Forwarded-For: have it write its client's there." }
      : {
          text: `Add ${ipAddress || "the caller's address"} to Access Token Trusted IPs. Behind a proxy, name the proxy in TRUSTED_PROXIES.`,
          field: "accessTokenTrustedIps",
        },
};

const UNKNOWN: ServiceAccountRef = { namespace: "<namespace>", name: "<service-account>" };

/** https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_token/ */
function createToken(account: ServiceAccountRef | null, options: readonly string[] = []): string {
  const { namespace, name } = account ?? UNKNOWN;
  return ["kubectl create token", name, "-n", namespace, ...options].join(" ");
}

function getServiceAccount(account: ServiceAccountRef | null, ...options: string[]): string {
  const { namespace, name } = account ?? UNKNOWN;
  return ["kubectl get serviceaccount", name, "-n", namespace, ...options].join(" ");
}

function bindAuthDelegator(account: ServiceAccountRef | null): string {
  const { namespace, name } = account ?? UNKNOWN;
  const subject = `--serviceaccount=${namespace}:${name}`;
  const binding = `podpass-token-review-${namespace}-${name}`;
  return `kubectl create clusterrolebinding ${binding} --clusterrole=system:auth-delegator ${subject}`;
}

/** One of the allowed audiences is enough. */
function audienceOption([audience]: readonly string[]): string[] {
  return audience === undefined ? [] : [`--audience=${shellWord(audience)}`];
}

/** One word of a POSIX shell, whatever is in it: an audience may hold anything but spaces. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
