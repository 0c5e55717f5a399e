import type { FakeKubernetesApi } from "./fake-kubernetes-api/index.ts";
import type { KubeApiServer } from "./kube-api-server/index.ts";
import type { ServiceAccountName } from "./service-account.ts";

/** What tests need done in a cluster, whichever it is. Everything is in force once it resolves. */
export interface ClusterAdmin {
  url: string;
  /** PEM. */
  caCertificate: string;
  /** Makes the account, and its namespace where this has not been done. */
  createAccount(account: ServiceAccountName): Promise<unknown>;
  deleteAccount(account: ServiceAccountName): Promise<unknown>;
  /** Lets the account create TokenReviews. */
  grantReview(account: ServiceAccountName): Promise<unknown>;
  /** A JWT of the account, by default for the API server itself and for about an hour. */
  issueJwt(account: ServiceAccountName, audience?: string, expiresInSeconds?: number): Promise<string>;
}

/** The admin of a fake API server. */
export function adminOfFake(api: FakeKubernetesApi): ClusterAdmin {
  return {
    url: api.url,
    caCertificate: api.caCertificate,
    createAccount: async (account) => api.createServiceAccount(account),
    deleteAccount: async (account) => api.deleteServiceAccount(account),
    grantReview: async (account) => api.grantAuthDelegator(account),
    issueJwt: async (account, audience, expiresInSeconds) =>
      api.issueToken({
        ...account,
        ...(audience === undefined ? {} : { audiences: [audience] }),
        ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
      }),
  };
}

type RealApi = Pick<
  KubeApiServer,
  | "url"
  | "caCertificate"
  | "createNamespace"
  | "createServiceAccount"
  | "deleteServiceAccount"
  | "bindAuthDelegator"
  | "createToken"
>;

/** The admin of a real API server. */
export function adminOfReal(api: RealApi): ClusterAdmin {
  const namespaces = new Set(["default"]);
  return {
    url: api.url,
    caCertificate: api.caCertificate,
    async createAccount(account) {
      if (!namespaces.has(account.namespace)) await api.createNamespace(account.namespace);
      namespaces.add(account.namespace);
      await api.createServiceAccount(account);
    },
    deleteAccount: (account) => api.deleteServiceAccount(account),
    grantReview: (account) => api.bindAuthDelegator(account),
    issueJwt: (account, audience, expirationSeconds) =>
      api.createToken({
        ...account,
        ...(audience === undefined ? {} : { audiences: [audience] }),
        ...(expirationSeconds === undefined ? {} : { expirationSeconds }),
      }),
  };
}
