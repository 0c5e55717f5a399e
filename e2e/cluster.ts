import { FakeKubernetesApi, KubeApiServer, kubernetesAssets } from "@podpass/testing";

/** A cluster to point Podpass at, as an admin of it sees it. */
export interface Cluster extends AsyncDisposable {
  url: string;
  caCertificate: string;
  /** Applies the guide's option 1: a reviewer bound to system:auth-delegator. Its JWT. */
  createReviewer(): Promise<string>;
  /** What a pod of this service account finds in its token file. */
  createPodJwt(account: { namespace: string; name: string; audience?: string }): Promise<string>;
  /**
   * Does with the manifest of the guide's option 1 what its admin does, as far as there are controllers: the reviewer's
   * JWT, which none of them writes into the Secret here, comes from the TokenRequest API.
   */
  applyReviewer(manifest: string): Promise<string>;
}

const REVIEWER = { namespace: "default", name: "podpass-auth" };

/** Both kinds, for journeys that must hold on each. A test of one that is not there is skipped, which the report counts and says why. */
export const CLUSTERS = [
  {
    kind: "the real API server",
    start: startRealCluster,
    whyNot: kubernetesAssets() ? undefined : "KUBEBUILDER_ASSETS is not set",
  },
  { kind: "the fake API server", start: startFakeCluster, whyNot: undefined },
];

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
    async createPodJwt({ namespace, name, audience }) {
      if (namespace !== "default") await api.createNamespace(namespace);
      await api.createServiceAccount({ namespace, name });
      return api.createToken({ namespace, name, ...(audience === undefined ? {} : { audiences: [audience] }) });
    },
    async applyReviewer(manifest) {
      await api.apply(manifest);
      return api.createToken({ ...REVIEWER, expirationSeconds: 7200 });
    },
    [Symbol.asyncDispose]: () => api.close(),
  };
}

/** The tests' own stand-in over TLS, for what does not need the real one. */
export async function startFakeCluster(): Promise<Cluster> {
  const api = await FakeKubernetesApi.start();
  async function createReviewer(): Promise<string> {
    api.createServiceAccount(REVIEWER);
    api.grantAuthDelegator(REVIEWER);
    return api.issueToken({ ...REVIEWER, expiresInSeconds: 7200 });
  }
  return {
    url: api.url,
    caCertificate: api.caCertificate,
    createReviewer,
    async createPodJwt({ namespace, name, audience }) {
      api.createServiceAccount({ namespace, name });
      return api.issueToken({ namespace, name, ...(audience === undefined ? {} : { audiences: [audience] }) });
    },
    // It reads no manifest.
    applyReviewer: createReviewer,
    [Symbol.asyncDispose]: () => api.close(),
  };
}
