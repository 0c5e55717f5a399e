import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeKubernetesApi } from "../fake-kubernetes-api/index.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../temporary-folder.ts";
import { PodpassServer } from "./podpass-server.ts";

const POD = { namespace: "shop", name: "checkout" };

/** What calls answer, of which tests assert what they are about: `unknown` would want a cast that proves no more. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;

/**
 * The real server with an organization, a project "Shop" and an identity that may read it, and a pretended cluster with a
 * pod whose mounted token lies at `tokenPath`.
 */
export class FurnishedPodpass implements AsyncDisposable {
  readonly server: PodpassServer;
  readonly cluster: FakeKubernetesApi;
  /** A folder that only this user can read, and that goes with this. */
  readonly folder: string;
  readonly tokenPath: string;
  /** A person who may do everything, as they sign in. */
  readonly admin = { email: "admin@example.com", password: "correct horse battery" };
  adminToken = "";
  projectId = "";
  identityId = "";
  clientId = "";
  clientSecret = "";

  private constructor(server: PodpassServer, cluster: FakeKubernetesApi, folder: string) {
    this.server = server;
    this.cluster = cluster;
    this.folder = folder;
    this.tokenPath = join(folder, "token");
  }

  static async start({ role = "viewer" }: { role?: string } = {}): Promise<FurnishedPodpass> {
    const folder = createTemporaryFolder("podpass-furnished-");
    const [server, cluster] = await Promise.all([
      PodpassServer.start({ dataDir: join(folder, "data") }),
      FakeKubernetesApi.start(),
    ]);
    // What cannot be furnished is nobody's to close.
    await using stack = new AsyncDisposableStack();
    const furnished = stack.use(new FurnishedPodpass(server, cluster, folder));
    await furnished.#furnish(role);
    stack.move();
    return furnished;
  }

  get url(): string {
    return this.server.url;
  }

  /** As the admin. @throws Error with the server's sentence when it is refused. */
  async send(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.adminToken}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: Json = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.message}`);
    return answer;
  }

  /** Makes or changes a secret, of the environment dev unless told otherwise. */
  async setSecret(key: string, secretValue: string, where: object = {}): Promise<void> {
    const body = { projectId: this.projectId, environment: "dev", mode: "upsert", ...where };
    await this.send("PATCH", "/api/v4/secrets/batch", { ...body, secrets: [{ secretKey: key, secretValue }] });
  }

  /** An identity that the pod may log in as, with these settings of its access tokens. */
  async createIdentity(name: string, tokens: object = {}): Promise<string> {
    const { id } = (await this.send("POST", "/api/v1/identities", { name })).identity;
    await this.send("POST", `/api/v1/auth/kubernetes-auth/identities/${id}`, {
      kubernetesHost: this.cluster.url,
      caCert: this.cluster.caCertificate,
      allowedNamespaces: POD.namespace,
      ...tokens,
    });
    return id;
  }

  /** Writes a fresh token where the pod's is mounted, as Kubernetes does from time to time. */
  mountToken(): void {
    writeFileSync(this.tokenPath, `${this.cluster.issueToken(POD)}\n`, { mode: 0o600 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.server.close(), this.cluster.close()]);
    removeTemporaryFolder(this.folder);
  }

  async #furnish(role: string): Promise<void> {
    this.cluster.createServiceAccount(POD);
    this.cluster.grantAuthDelegator(POD);
    this.mountToken();
    const installation = { ...this.admin, organization: "Acme" };
    this.adminToken = (await this.send("POST", "/api/v1/admin/bootstrap", installation)).identity.credentials.token;
    this.projectId = (await this.send("POST", "/api/v1/projects", { projectName: "Shop" })).project.id;
    this.identityId = await this.createIdentity("checkout");
    const universal = `/api/v1/auth/universal-auth/identities/${this.identityId}`;
    this.clientId = (await this.send("POST", universal, {})).identityUniversalAuth.clientId;
    this.clientSecret = (await this.send("POST", `${universal}/client-secrets`, {})).clientSecret;
    const membership = `/api/v1/projects/${this.projectId}/memberships/identities/${this.identityId}`;
    await this.send("POST", membership, { role });
  }
}
