import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@podpass/prisma";
import { findFreePort, PodpassServer } from "@podpass/testing";
import type { Cluster } from "../lab/cluster.ts";
import { addIdentity, type Furniture, furnish } from "../lab/furnish.ts";
import { RestClient } from "../lab/rest-client.ts";
import type { ClientPlan } from "./load/client-plan.ts";
import { emptyLedger, type Ledger, newTokenRecord, type TokenRecord } from "./load/ledger.ts";

const MAX_USES = 20;

/** Where an installation keeps its data: in a folder of its own, or in a database of a PostgreSQL server. */
export type DataPlace = { kind: "embedded"; folder?: string } | { kind: "postgres"; url: string };

/** A furnished Podpass that can be killed and started again on the same address and data. */
export class Installation implements AsyncDisposable {
  readonly url: string;
  readonly env: Record<string, string>;
  readonly dataDir: string;
  /** What was asked beside the clients, to see whether it serves. */
  readonly probes: Ledger = emptyLedger();
  readonly #stack: AsyncDisposableStack;
  readonly #place: DataPlace;
  #server: PodpassServer;
  #furniture: (Furniture & { limitedIdentityId: string }) | undefined;

  private constructor(place: DataPlace, dataDir: string, server: PodpassServer, env: Record<string, string>) {
    this.#stack = new AsyncDisposableStack();
    this.#place = place;
    this.#server = server;
    this.url = server.url;
    this.dataDir = dataDir;
    this.env = env;
  }

  /** A new one on an empty folder or database, with two identities that log in at the cluster. */
  static async create(place: DataPlace, cluster: Cluster): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), "podpass-chaos-"));
    const dataDir = (place.kind === "embedded" && place.folder) || folder;
    const env: Record<string, string> =
      place.kind === "embedded" ? {} : { DATABASE_URL: place.url, ENCRYPTION_KEY: randomBytes(32).toString("base64") };
    const server = await PodpassServer.start({ dataDir, env });
    const installation = new Installation(place, dataDir, server, env);
    installation.#stack.defer(() => rm(folder, { recursive: true, force: true }));
    installation.#stack.defer(() => installation.stop());
    try {
      const furniture = await furnish(server.url, cluster);
      const admin = new RestClient(server.url, furniture.adminToken);
      const limitedIdentityId = await addIdentity(admin, cluster, { accessTokenNumUsesLimit: MAX_USES });
      const memberships = `/api/v1/projects/${furniture.projectId}/memberships/identities`;
      await admin.send("POST", `${memberships}/${limitedIdentityId}`, { role: "viewer" });
      installation.#furniture = { ...furniture, limitedIdentityId };
      return installation;
    } catch (error) {
      await installation[Symbol.asyncDispose]();
      throw error;
    }
  }

  get furniture() {
    if (!this.#furniture) throw new Error("Not furnished yet");
    return this.#furniture;
  }

  /** How the server came to its end, with the end of its log; undefined while it runs. */
  get failure(): string | undefined {
    return this.#server.failure;
  }

  /** What clients of this installation do; each run needs a key prefix of its own. */
  async plan(cluster: Cluster, keyPrefix: string, clients: ClientPlan["clients"]): Promise<ClientPlan> {
    const { projectId, environment, identityId, limitedIdentityId, adminToken } = this.furniture;
    return {
      urls: [this.url],
      projectId,
      environment: environment.slug,
      identityId,
      limitedIdentityId,
      maxUses: MAX_USES,
      adminToken,
      jwts: await cluster.podJwts(clients.pods + clients.limitedPods),
      clients,
      keyPrefix,
    };
  }

  /** Whether it serves: it logs a pod in, which asks the cluster and writes, and reads a secret. */
  async serves(cluster: Cluster): Promise<boolean> {
    return (await this.readStatus(this.url, await this.logIn(cluster))) === 200;
  }

  /** @throws RestError when it is refused */
  async logIn(cluster: Cluster): Promise<TokenRecord> {
    const [jwt] = await cluster.podJwts(1);
    const body = { identityId: this.furniture.identityId, jwt };
    this.probes.uncertainLogins += 1;
    const { accessToken } = await new RestClient(this.url).send<{ accessToken: string }>(
      "POST",
      "/api/v1/auth/kubernetes-auth/login",
      body,
    );
    this.probes.uncertainLogins -= 1;
    const token = newTokenRecord(accessToken, 0);
    this.probes.tokens.push(token);
    return token;
  }

  /** How a replica answers who reads a secret with a token. */
  async readStatus(url: string, { jwts }: TokenRecord): Promise<number> {
    const { projectId, environment } = this.furniture;
    const path = `/api/v4/secrets/SECRET_1?projectId=${projectId}&environment=${environment.slug}`;
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${jwts.at(-1)}` } });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const ended = once(this.#server.process, "exit");
    this.#server.process.kill("SIGKILL");
    await ended;
  }

  /** Starts it again where it was. @returns the milliseconds until it answered */
  async start(): Promise<number> {
    const startedAt = performance.now();
    const port = Number(new URL(this.url).port);
    this.#server = await PodpassServer.start({ dataDir: this.dataDir, port, env: this.env });
    return performance.now() - startedAt;
  }

  /** Another replica over the same PostgreSQL. It is the caller's. */
  async startReplica(): Promise<PodpassServer> {
    return PodpassServer.start({ dataDir: this.dataDir, port: await findFreePort(), env: this.env });
  }

  /** SIGTERM, and waits for the end. */
  stop(): Promise<void> {
    return this.#server.close();
  }

  signal(signal: NodeJS.Signals): void {
    this.#server.process.kill(signal);
  }

  /** Looks into the data itself; an embedded database only while the server is stopped. */
  async inspect<Result>(look: (database: Database) => Promise<Result>): Promise<Result> {
    const place = this.#place;
    const database = await openDatabase(place.kind === "postgres" ? place : { ...place, dataDir: this.dataDir });
    try {
      return await look(database);
    } finally {
      await database.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
