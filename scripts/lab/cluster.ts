import { adminOfReal, FakeKubernetesProcess, KubeApiServer } from "@podpass/testing";

/** The service accounts that pods of the lab run as, all in one namespace. */
export const POD_NAMESPACE = "shop";
const POD = { namespace: POD_NAMESPACE, name: "web" };
const REVIEWER = { namespace: POD_NAMESPACE, name: "podpass-auth" };
const JWT_SECONDS = 24 * 3600;

/** A Kubernetes API server in processes of its own, with a reviewer and a pod's service account. */
export interface Cluster extends AsyncDisposable {
  readonly name: "fake" | "real";
  readonly url: string;
  /** PEM. */
  readonly caCertificate: string;
  readonly reviewerJwt: string;
  /** Service-account JWTs, each another one: as many pods of one deployment have. */
  podJwts(count: number): Promise<string[]>;
  /** Takes reviews and never answers them from now on; only a fake one can. */
  hang(): Promise<void>;
}

/** The fake API over TLS: it proves JWTs and RBAC like the real one, and costs little beside what is measured. */
export async function startFakeCluster(): Promise<Cluster> {
  const api = await FakeKubernetesProcess.start();
  await api.call("createServiceAccount", POD);
  return {
    name: "fake",
    url: api.url,
    caCertificate: api.caCertificate,
    reviewerJwt: api.reviewerJwt,
    podJwts: (count) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          api.call("issueToken", { ...POD, podName: `web-${index}`, expiresInSeconds: JWT_SECONDS }),
        ),
      ),
    hang: async () => void (await api.call("answerAlways", { kind: "hang" })),
    [Symbol.asyncDispose]: () => api.close(),
  };
}

/** A real kube-apiserver over a real etcd, from the folder that KUBEBUILDER_ASSETS names. */
export async function startRealCluster(assetsFolder: string): Promise<Cluster> {
  const api = await KubeApiServer.start(assetsFolder);
  const admin = adminOfReal(api);
  await admin.createAccount(POD);
  await admin.createAccount(REVIEWER);
  await admin.grantReview(REVIEWER);
  return {
    name: "real",
    url: api.url,
    caCertificate: api.caCertificate,
    reviewerJwt: await admin.issueJwt(REVIEWER, undefined, JWT_SECONDS),
    podJwts: (count) => Promise.all(Array.from({ length: count }, () => admin.issueJwt(POD))),
    hang: () => Promise.reject(new Error("A real API server does not hang when it is told to")),
    [Symbol.asyncDispose]: () => api.close(),
  };
}
