import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { retryOnTakenPort } from "../find-free-port.ts";
import type { KubernetesAnswer, KubernetesRequest } from "../kubernetes-client.ts";
import { type ServiceAccount, type ServiceAccountName, serviceAccountUsername } from "../service-account.ts";
import { isRecord } from "../signing-key.ts";
import { manifestDocuments } from "./manifest-documents.ts";
import { API_AUDIENCE, type ControlPlane, startControlPlane } from "./start-control-plane.ts";

const EFFECTIVE_MS = 10_000;
const RBAC_GROUP = "rbac.authorization.k8s.io";
const BINDINGS = `/apis/${RBAC_GROUP}/v1/clusterrolebindings`;

export interface CreateTokenInput extends ServiceAccountName {
  /** Default: the API server's own audience. */
  audiences?: readonly string[];
  /** At least 600, or the server refuses. Default: about an hour, a different number each time. */
  expirationSeconds?: number;
}

/**
 * A real kube-apiserver over a real etcd, on free loopback ports, with a CA, token keys and a folder of its own. There
 * is no controller manager: Secrets of type service-account-token stay empty and deleted namespaces stay Terminating.
 * Every method resolves once its change is in force, and throws with the server's message when it is refused.
 */
export class KubeApiServer implements AsyncDisposable {
  /** Base URL, `https://127.0.0.1:port`. */
  readonly url: string;
  /** PEM. */
  readonly caCertificate: string;
  /** A bearer token in system:masters. */
  readonly adminToken: string;
  readonly #controlPlane: ControlPlane;
  #tokenCount = 0;

  private constructor(controlPlane: ControlPlane) {
    this.url = controlPlane.url;
    this.caCertificate = controlPlane.caCertificate;
    this.adminToken = controlPlane.adminToken;
    this.#controlPlane = controlPlane;
  }

  /**
   * Starts both binaries of `assetsFolder` (see `kubernetesAssets`), which takes about ten seconds. They end when
   * closed, and when this process ends in whatever way.
   * @throws Error with the ends of both logs when it does not start.
   */
  static async start(assetsFolder: string): Promise<KubeApiServer> {
    return new KubeApiServer(await retryOnTakenPort(() => startControlPlane(assetsFolder)));
  }

  async createNamespace(name: string): Promise<void> {
    await this.#send({ method: "POST", path: "/api/v1/namespaces", body: { metadata: { name } } });
  }

  async createServiceAccount({ namespace, name }: ServiceAccountName): Promise<ServiceAccount> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    const { body } = await this.#send({ method: "POST", path, body: { metadata: { name } } });
    return { namespace, name, uid: readUid(body) };
  }

  /**
   * Its tokens are refused from now on, but for those reviewed successfully in the last ten seconds: kube-apiserver
   * goes on accepting them for so long.
   */
  async deleteServiceAccount(account: ServiceAccountName): Promise<void> {
    const path = `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}`;
    const { body } = await this.#send({ path });
    await this.#send({ method: "DELETE", path });
    const deleted = { ...account, uid: readUid(body) };
    await this.#waitUntil(`service account ${account.namespace}/${account.name} is gone`, async () => {
      // A new token each time: the answer about one that has been reviewed comes from a cache.
      const { body: review } = await this.#controlPlane.client.review(this.#signToken(deleted, 600));
      return !(isRecord(review.status) && review.status.authenticated === true);
    });
  }

  /**
   * A service-account JWT from the TokenRequest API. Older servers issue the same token again within a second, and
   * remember its review: asking for a different lifetime each time makes every token a new one.
   */
  async createToken({ namespace, name, audiences, ...rest }: CreateTokenInput): Promise<string> {
    this.#tokenCount += 1;
    const expirationSeconds = rest.expirationSeconds ?? 3600 + this.#tokenCount;
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const { body } = await this.#send({
      method: "POST",
      path,
      body: {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: { expirationSeconds, ...(audiences ? { audiences } : {}) },
      },
    });
    const token = isRecord(body.status) ? body.status.token : undefined;
    if (typeof token !== "string") throw new Error("The TokenRequest API answered without a token");
    return token;
  }

  /** A JWT signed with the cluster's key that expired an hour ago, which the TokenRequest API never issues. */
  async createExpiredToken({ namespace, name }: ServiceAccountName): Promise<string> {
    const { body } = await this.#send({ path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}` });
    return this.#signToken({ namespace, name, uid: readUid(body) }, -3600);
  }

  /** Binds ClusterRole system:auth-delegator to the account with a ClusterRoleBinding. */
  async bindAuthDelegator({ namespace, name }: ServiceAccountName): Promise<void> {
    await this.#send({
      method: "POST",
      path: BINDINGS,
      body: {
        apiVersion: `${RBAC_GROUP}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: bindingName({ namespace, name }) },
        roleRef: { apiGroup: RBAC_GROUP, kind: "ClusterRole", name: "system:auth-delegator" },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
      },
    });
    await this.#waitUntilReviewing({ namespace, name }, true);
  }

  /** Removes what `bindAuthDelegator` made. */
  async unbindAuthDelegator(account: ServiceAccountName): Promise<void> {
    await this.#send({ method: "DELETE", path: `${BINDINGS}/${bindingName(account)}` });
    await this.#waitUntilReviewing(account, false);
  }

  /**
   * Applies every object of a manifest as `kubectl apply --server-side` does: the server itself reads the YAML. Fields
   * it does not know are refused.
   */
  async apply(manifest: string): Promise<void> {
    for (const { path, yaml, kind, subjects } of manifestDocuments(manifest)) {
      const query = "fieldManager=kubectl&fieldValidation=Strict";
      await this.#send({ method: "PATCH", path: `${path}?${query}`, appliedYaml: yaml });
      if (kind !== "ClusterRoleBinding") continue;
      for (const subject of subjects) await this.#waitUntilReviewing(subject, true);
    }
  }

  /** Ends both binaries and removes their folder. May be called again. */
  close(): Promise<void> {
    return this.#controlPlane.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #send(request: KubernetesRequest): Promise<KubernetesAnswer> {
    const what = `${request.method ?? "GET"} ${request.path}`;
    const answer = await this.#controlPlane.client.send(request).catch((cause: unknown) => {
      throw new Error(`${what} failed: ${this.#controlPlane.failure() ?? String(cause)}`, { cause });
    });
    if (answer.status >= 300) throw new Error(`${what} answered ${answer.status}: ${answer.text}`);
    return answer;
  }

  /** RBAC works on a copy that trails the stored bindings by some milliseconds. */
  #waitUntilReviewing(account: ServiceAccountName, isWanted: boolean): Promise<void> {
    const user = serviceAccountUsername(account);
    const groups = ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`, "system:authenticated"];
    const resourceAttributes = { group: "authentication.k8s.io", resource: "tokenreviews", verb: "create" };
    return this.#waitUntil(`${user} ${isWanted ? "may" : "may not"} review tokens`, async () => {
      const { body } = await this.#send({
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SubjectAccessReview",
          spec: { user, groups, resourceAttributes },
        },
      });
      return isRecord(body.status) && body.status.allowed === isWanted;
    });
  }

  async #waitUntil(what: string, isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + EFFECTIVE_MS;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error(`Waited ${EFFECTIVE_MS} ms in vain until ${what}`);
      await delay(20);
    }
  }

  #signToken({ namespace, name, uid }: ServiceAccount, expiresInSeconds: number): string {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const validFromSeconds = nowSeconds + Math.min(0, 2 * expiresInSeconds);
    return this.#controlPlane.signingKey.sign({
      aud: [API_AUDIENCE],
      exp: nowSeconds + expiresInSeconds,
      iat: validFromSeconds,
      iss: API_AUDIENCE,
      jti: randomUUID(),
      "kubernetes.io": { namespace, serviceaccount: { name, uid } },
      nbf: validFromSeconds,
      sub: serviceAccountUsername({ namespace, name }),
    });
  }
}

function bindingName({ namespace, name }: ServiceAccountName): string {
  return `role-tokenreview-binding-${namespace}-${name}`;
}

function readUid(body: Record<string, unknown>): string {
  const uid = isRecord(body.metadata) ? body.metadata.uid : undefined;
  if (typeof uid !== "string") throw new Error("The API server answered with an object that has no uid");
  return uid;
}
