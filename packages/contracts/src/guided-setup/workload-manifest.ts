import type { ServiceAccountRef } from "../kubernetes-names.ts";
import type { Manifest } from "./reviewer-manifests.ts";
import { yamlString } from "./yaml-string.ts";

/** Where the pod finds its JWT once the workload has the volume below. */
export const POD_TOKEN_PATH = "/var/run/secrets/podpass/token";

/**
 * A Deployment whose pods get a JWT for Podpass alone: projected by the kubelet, for the audience that the Kubernetes
 * Auth allows, replaced before it expires. An empty audience asks for the API server's own.
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection
 */
export function workloadManifest(application: ServiceAccountRef, audience: string): Manifest {
  const name = yamlString(application.name);
  const namespace = yamlString(application.namespace);
  const label = yamlString(labelValue(application.name));
  const audienceLine = audience === "" ? "" : `\n                  audience: ${yamlString(audience)}`;
  return {
    fileName: "deployment.yaml",
    yaml: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: ${namespace}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: ${label}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${label}
    spec:
      # Podpass lets the pod in as this service account.
      serviceAccountName: ${name}
      # The JWT for Podpass is all it needs: no other token in the pod.
      automountServiceAccountToken: false
      containers:
        - name: app
          image: registry.example.com/app:1.0 # your own
          volumeMounts:
            - name: podpass
              mountPath: /var/run/secrets/podpass
              readOnly: true
      volumes:
        - name: podpass
          projected:
            sources:
              - serviceAccountToken:
                  path: token
                  # Seconds; the kubelet replaces the file in time.
                  expirationSeconds: 3600${audienceLine}
`,
  };
}

/** A label's value holds at most 63 characters and ends in a letter or digit; a service account's name may be longer. */
function labelValue(name: string): string {
  return name.slice(0, 63).replace(/[.-]+$/, "");
}
