import { type ServiceAccountRef, serviceAccountName } from "../kubernetes-names.ts";
import { yamlString } from "./yaml-string.ts";

/** A file to apply with kubectl. */
export interface Manifest {
  fileName: string;
  yaml: string;
}

const TOKEN_SUFFIX = "-token";

/** The name of a service account that reviews: its token's Secret is called after it. */
export const ReviewerName = serviceAccountName(253 - TOKEN_SUFFIX.length);

/** The reviewer's ServiceAccount: the guide's step 1.1. */
export function reviewerServiceAccount({ namespace, name }: ServiceAccountRef): Manifest {
  return {
    fileName: "podpass-service-account.yaml",
    yaml: `# The reviewer: Podpass asks the cluster about a pod's JWT as this account.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${yamlString(name)}
  namespace: ${yamlString(namespace)}
`,
  };
}

/** Its right to review: the guide's step 1.2. */
export function reviewerBinding(reviewer: ServiceAccountRef): Manifest {
  return {
    fileName: "cluster-role-binding.yaml",
    yaml: `# Lets the reviewer ask the TokenReview API whether a JWT is genuine.
${authDelegatorBinding(`podpass-token-review-${reviewer.namespace}.${reviewer.name}`, reviewer)}`,
  };
}

/** A JWT of the reviewer that does not expire: the guide's step 1.3. */
export function reviewerToken({ namespace, name }: ServiceAccountRef): Manifest {
  return {
    fileName: "service-account-token.yaml",
    yaml: `# A long-lived JWT of the reviewer: the cluster writes it into this Secret.
# Deleting the Secret revokes it.
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: ${yamlString(tokenSecretName(name))}
  namespace: ${yamlString(namespace)}
  annotations:
    kubernetes.io/service-account.name: ${yamlString(name)}
`,
  };
}

/** The guide's option 2: an application's own service account may review its own JWT. */
export function clientBinding(application: ServiceAccountRef): Manifest {
  return {
    fileName: "client-role-binding.yaml",
    yaml: `# Lets the application ask the TokenReview API about its own JWT.
${authDelegatorBinding(`podpass-client-binding-${application.namespace}.${application.name}`, application)}`,
  };
}

/** Several manifests in one file. */
export function inOneFile(fileName: string, manifests: readonly Manifest[]): Manifest {
  return { fileName, yaml: manifests.map(({ yaml }) => yaml).join("---\n") };
}

/** The name of the Secret that the manifests put a reviewer's JWT into. */
export function tokenSecretName(reviewerName: string): string {
  return `${reviewerName}${TOKEN_SUFFIX}`;
}

/**
 * A namespace holds no dot, so that no two service accounts share a name of binding: applied twice under one name, the
 * second would silently take the right from the first.
 */
function authDelegatorBinding(bindingName: string, subject: ServiceAccountRef): string {
  return `# It belongs to the whole cluster, so its name says whose it is:
# namespace, dot, service account.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ${yamlString(bindingName)}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: system:auth-delegator
subjects:
  - kind: ServiceAccount
    name: ${yamlString(subject.name)}
    namespace: ${yamlString(subject.namespace)}
`;
}
