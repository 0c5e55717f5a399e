import {
  adminOfFake,
  adminOfReal,
  type ClusterAdmin,
  FakeKubernetesApi,
  KubeApiServer,
  kubernetesAssets,
} from "@podpass/testing";

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
const REVIEWER_JWT_SECONDS = 7200;

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
  const admin = adminOfReal(api);
  return {
    ...asGuide(admin),
    async applyReviewer(manifest) {
      await api.apply(manifest);
      return reviewerJwt(admin);
    },
    [Symbol.asyncDispose]: () => api.close(),
  };
}

/** The tests' own stand-in over TLS, for what does not need the real one. */
export async function startFakeCluster(): Promise<Cluster> {
  const api = await FakeKubernetesApi.start();
  const guide = asGuide(adminOfFake(api));
  // It reads no manifest.
  return { ...guide, applyReviewer: guide.createReviewer, [Symbol.asyncDispose]: () => api.close() };
}

/** What the guide has its admin do by hand, and what its pods find then. */
function asGuide(admin: ClusterAdmin): Pick<Cluster, "url" | "caCertificate" | "createReviewer" | "createPodJwt"> {
  return {
    url: admin.url,
    caCertificate: admin.caCertificate,
    async createReviewer() {
      await admin.createAccount(REVIEWER);
      await admin.grantReview(REVIEWER);
      return reviewerJwt(admin);
    },
    async createPodJwt({ audience, ...account }) {
      await admin.createAccount(account);
      return admin.issueJwt(account, audience);
    },
  };
}

function reviewerJwt(admin: ClusterAdmin): Promise<string> {
  return admin.issueJwt(REVIEWER, undefined, REVIEWER_JWT_SECONDS);
}
