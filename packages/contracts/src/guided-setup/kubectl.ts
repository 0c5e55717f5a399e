import type { ServiceAccountRef } from "../kubernetes-names.ts";
import { tokenSecretName } from "./reviewer-manifests.ts";

// Every name in these lines is a DNS name, in which a shell finds nothing to interpret.

/** Prints the address of the API server. */
export const CLUSTER_INFO = "kubectl cluster-info";

/** Applies a manifest that lies in the working directory. */
export function applyLine(fileName: string): string {
  return `kubectl apply -f ${fileName}`;
}

/** Links the token's Secret to its service account: the guide's step 1.4. */
export function linkTokenLine({ namespace, name }: ServiceAccountRef): string {
  return `kubectl patch serviceaccount ${name} -p '{"secrets": [{"name": "${tokenSecretName(name)}"}]}' -n ${namespace}`;
}

/** Prints the reviewer's JWT: the guide's step 1.5. */
export function readTokenLine({ namespace, name }: ServiceAccountRef): string {
  return `kubectl get secret ${tokenSecretName(name)} -n ${namespace} -o=jsonpath='{.data.token}' | base64 --decode`;
}

/** Prints the CA certificate that Kubernetes itself puts into every namespace for its pods. */
export function readCaLine(namespace: string): string {
  return `kubectl get configmap kube-root-ca.crt -n ${namespace} -o=jsonpath='{.data.ca\\.crt}'`;
}

/** Answers "yes" when the service account may review tokens. */
export function mayReviewLine({ namespace, name }: ServiceAccountRef): string {
  return `kubectl auth can-i create tokenreviews.authentication.k8s.io --as=system:serviceaccount:${namespace}:${name}`;
}
