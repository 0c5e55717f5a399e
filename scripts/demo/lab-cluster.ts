import { FakeKubernetesApi } from "@podpass/testing";

/** The service account the demo's pod runs as. */
export const POD = { namespace: "shop", name: "web" };
const REVIEWER = { namespace: "default", name: "podpass-auth" };

/** What Podpass is told of the lab cluster, and the JWT its pod would find in its token file. */
export interface LabCluster {
  api: FakeKubernetesApi;
  reviewerJwt: string;
  podJwt(): string;
}

/** A Kubernetes API over TLS that knows two service accounts: the reviewer, who may review tokens, and the pod's. */
export async function startLabCluster(): Promise<LabCluster> {
  const api = await FakeKubernetesApi.start();
  api.createServiceAccount(POD);
  api.createServiceAccount(REVIEWER);
  api.grantAuthDelegator(REVIEWER);
  return {
    api,
    reviewerJwt: api.issueToken({ ...REVIEWER, expiresInSeconds: 365 * 24 * 3600 }),
    podJwt: () => api.issueToken({ ...POD, podName: "web-6f7c9d", nodeName: "node-1" }),
  };
}
