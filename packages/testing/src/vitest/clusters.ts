import { adminOfFake, adminOfReal, type ClusterAdmin } from "../cluster-admin.ts";
import { FakeKubernetesApi } from "../fake-kubernetes-api/index.ts";
import { kubernetesAssets } from "../kube-api-server/index.ts";
import { sharedKubeApiServer } from "./run-servers.ts";

/** A cluster for one test file. */
export interface Cluster extends ClusterAdmin {
  close(): Promise<void>;
}

async function startFake(): Promise<Cluster> {
  const api = await FakeKubernetesApi.start();
  return { ...adminOfFake(api), close: () => api.close() };
}

async function shareReal(): Promise<Cluster> {
  return { ...adminOfReal(await sharedKubeApiServer()), close: async () => {} };
}

/** Tests run with each that is there. */
export const CLUSTERS = [
  { cluster: "a pretended cluster", start: startFake, isThere: true },
  { cluster: "a real API server (KUBEBUILDER_ASSETS)", start: shareReal, isThere: kubernetesAssets() !== undefined },
];
