import {
  KUBE_API_SERVER_METHODS,
  type KubeApiServerCoordinates,
  type PostgresDatabaseAddress,
  type SharedKubeApiServer,
  type SharedPostgresServer,
  type SharedServerAnswer,
  type SharedServerRequest,
} from "./shared-servers.ts";

/** Uses the servers behind the address that `serveSharedServers` gave. */
export class SharedServersClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async kubeApiServer(): Promise<SharedKubeApiServer> {
    const server = "kube-api-server";
    const coordinates = await this.#ask<KubeApiServerCoordinates>({ server, method: "coordinates", args: [] });
    const methods = KUBE_API_SERVER_METHODS.map((method) => [
      method,
      (...args: unknown[]) => this.#ask({ server, method, args }),
    ]);
    // Every method of the type is in the list that the type is made of.
    return { ...coordinates, ...Object.fromEntries(methods) } as SharedKubeApiServer;
  }

  postgres(): SharedPostgresServer {
    const server = "postgres";
    const droppable = (database: PostgresDatabaseAddress) => ({
      ...database,
      drop: () => this.#ask<void>({ server, method: "dropDatabase", args: [database.name] }),
    });
    return {
      createDatabase: async (...args) => droppable(await this.#ask({ server, method: "createDatabase", args })),
      createMigratedDatabase: async () =>
        droppable(await this.#ask({ server, method: "createMigratedDatabase", args: [] })),
    };
  }

  async #ask<Result>(request: SharedServerRequest): Promise<Result> {
    // A connection of its own each time: one that was kept may be closed by the other side just when it is used again.
    const headers = { connection: "close" };
    const response = await fetch(this.#url, { method: "POST", headers, body: JSON.stringify(request) });
    const answer = (await response.json()) as SharedServerAnswer;
    if ("error" in answer) throw new Error(answer.error);
    // The other side returns what the method of this name returns.
    return answer.result as Result;
  }
}
