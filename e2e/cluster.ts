import { FakeKubernetesApi, KubeApiServer, kubernetesAssets } from "@podpass/testing";

/** A cluster to point Podpass at, as an admin of it sees it. */
export interface Cluster extends AsyncDisposable {
  url: string;
  caCertificate: string;
  /** Applies the guide's option 1: a reviewer bound to system:auth-delegator. Its JWT. */
  createReviewer(): Promise<string>;
  /** What a pod of this service account finds in its token file. */
  createPodJwt(account: { namespace: string; name: string }): Promise<string>;
}

const REVIEWER = { namespace: "default", name: "podpass-auth" };

/** The real API server; `kubernetesAssets()` must say that there is one. */
export async function startRealCluster(): Promise<Cluster> {
  const assets = kubernetesAssets();
  if (!assets) throw new Error("KUBEBUILDER_ASSETS is not set");
  const api = await KubeApiServer.start(assets);
  return {
    url: api.url,
    caCertificate: api.caCertificate,
    async createReviewer() {
      await api.createServiceAccount(REVIEWER);
      await api.bindAuthDelegator(REVIEWER);
      return api.createToken({ ...REVIEWER, expirationSeconds: 7200 });
    },
    async createPodJwt(account) {
      if (account.namespace !== "default") await api.createNamespace(account.namespace);
      await api.createServiceAccount(account);
      return api.createToken(account);
    },
    [Symbol.asyncDispose]: () => api.close(),
  };
}

/** The tests' own stand-in over TLS, for what does not need the real one. */
export async function startFakeCluster(): Promise<Cluster> {
  const api = await FakeKubernetesApi.start();
  return {
    url: api.url,
    caCertificate: api.caCertificate,
    async createReviewer() {
      api.createServiceAccount(REVIEWER);
      api.grantAuthDelegator(REVIEWER);
      return api.issueToken({ ...REVIEWER, expiresInSeconds: 7200 });
    },
    async createPodJwt(account) {
      api.createServiceAccount(account);
      return api.issueToken(account);
    },
    [Symbol.asyncDispose]: () => api.close(),
  };
}
