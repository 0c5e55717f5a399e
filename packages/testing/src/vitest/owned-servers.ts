import { KubeApiServer } from "../kube-api-server/kube-api-server.ts";
import { kubernetesAssets } from "../kube-api-server/kubernetes-assets.ts";
import { type PostgresDatabase, PostgresServer } from "../postgres-server/postgres-server.ts";
import type { KubeApiServerCoordinates, PostgresDatabaseAddress, SharedServerRequest } from "./shared-servers.ts";

/** One API server and one PostgreSQL server, each started by the first request that needs it. */
export class OwnedServers implements AsyncDisposable {
  #kubeApiServer: Promise<KubeApiServer> | undefined;
  #postgres: Promise<PostgresServer> | undefined;
  readonly #databases = new Map<string, PostgresDatabase>();

  /** @throws Error when KUBEBUILDER_ASSETS is not set, or the server does not start. */
  kubeApiServer(): Promise<KubeApiServer> {
    this.#kubeApiServer ??= startKubeApiServer();
    return this.#kubeApiServer;
  }

  /** @throws Error when PostgreSQL is not installed, or the server does not start. */
  postgres(): Promise<PostgresServer> {
    this.#postgres ??= PostgresServer.start();
    return this.#postgres;
  }

  /** Does what a request from another process asks for; the result can be sent as JSON. */
  async answer(request: SharedServerRequest): Promise<unknown> {
    if (request.server === "kube-api-server") {
      const server = await this.kubeApiServer();
      if (request.method === "coordinates") return coordinatesOf(server);
      return Reflect.apply(server[request.method], server, request.args);
    }
    if (request.method === "dropDatabase") return this.#databases.get(request.args[0])?.drop();
    const server = await this.postgres();
    if (request.method === "createDatabase") return this.#keep(await server.createDatabase(...request.args));
    return this.#keep(await server.createMigratedDatabase());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const started = [this.#kubeApiServer, this.#postgres].filter((server) => server !== undefined);
    // One that did not start has nothing to close, and has told so to whoever asked for it.
    for (const server of await Promise.allSettled(started))
      if (server.status === "fulfilled") await server.value.close();
  }

  #keep(database: PostgresDatabase): PostgresDatabaseAddress {
    this.#databases.set(database.name, database);
    return { name: database.name, url: database.url };
  }
}

function coordinatesOf({ url, caCertificate, adminToken }: KubeApiServer): KubeApiServerCoordinates {
  return { url, caCertificate, adminToken };
}

async function startKubeApiServer(): Promise<KubeApiServer> {
  const assets = kubernetesAssets();
  if (!assets) throw new Error("KUBEBUILDER_ASSETS is not set: skip tests that need a real API server");
  return KubeApiServer.start(assets);
}
