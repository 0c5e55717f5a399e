import { FakeKubernetesApi } from "../fake-kubernetes-api/index.ts";
import { kubernetesAssets } from "../kube-api-server/index.ts";
import type { ServiceAccountName } from "../service-account.ts";
import { sharedKubeApiServer } from "./run-servers.ts";

/** What a test needs of a cluster, whichever it is. */
export interface Cluster {
  url: string;
  caCertificate: string;
  createAccount(account: ServiceAccountName): Promise<unknown>;
  deleteAccount(account: ServiceAccountName): Promise<unknown>;
  grantReview(account: ServiceAccountName): Promise<unknown>;
  issueJwt(account: ServiceAccountName, audience?: string): Promise<string>;
  close(): Promise<void>;
}

async function startFake(): Promise<Cluster> {
  const fake = await FakeKubernetesApi.start();
  return {
    url: fake.url,
    caCertificate: fake.caCertificate,
    createAccount: async (account) => fake.createServiceAccount(account),
    deleteAccount: async (account) => fake.deleteServiceAccount(account),
    grantReview: async (account) => fake.grantAuthDelegator(account),
    issueJwt: async (account, audience) =>
      fake.issueToken({ ...account, ...(audience === undefined ? {} : { audiences: [audience] }) }),
    close: () => fake.close(),
  };
}

async function shareReal(): Promise<Cluster> {
  const real = await sharedKubeApiServer();
  const known = new Set<string>();
  return {
    url: real.url,
    caCertificate: real.caCertificate,
    async createAccount(account) {
      if (!known.has(account.namespace)) await real.createNamespace(account.namespace);
      known.add(account.namespace);
      await real.createServiceAccount(account);
    },
    deleteAccount: (account) => real.deleteServiceAccount(account),
    grantReview: (account) => real.bindAuthDelegator(account),
    issueJwt: (account, audience) =>
      real.createToken({ ...account, ...(audience === undefined ? {} : { audiences: [audience] }) }),
    close: async () => {},
  };
}

/** Tests run with each that is there. */
export const CLUSTERS = [
  { cluster: "a pretended cluster", start: startFake, isThere: true },
  { cluster: "a real API server (KUBEBUILDER_ASSETS)", start: shareReal, isThere: kubernetesAssets() !== undefined },
];
