import type { KubeApiServer } from "../kube-api-server/kube-api-server.ts";
import type { PostgresDatabase, PostgresServer } from "../postgres-server/postgres-server.ts";

export const KUBE_API_SERVER_METHODS = [
  "createNamespace",
  "createServiceAccount",
  "deleteServiceAccount",
  "createToken",
  "createExpiredToken",
  "bindAuthDelegator",
  "unbindAuthDelegator",
  "apply",
] as const satisfies (keyof KubeApiServer)[];

/** A real API server that other test files use at the same time: make a namespace of your own in it. */
export type SharedKubeApiServer = Pick<
  KubeApiServer,
  "url" | "caCertificate" | "adminToken" | (typeof KUBE_API_SERVER_METHODS)[number]
>;

/** A PostgreSQL server that other test files use at the same time: make a database of your own in it. */
export type SharedPostgresServer = Pick<PostgresServer, "createDatabase" | "createMigratedDatabase">;

/** What the worker processes of a run may ask of the process that owns the servers. */
export type SharedServerRequest =
  | { server: "kube-api-server"; method: "coordinates" | (typeof KUBE_API_SERVER_METHODS)[number]; args: unknown[] }
  | { server: "postgres"; method: "createDatabase"; args: Parameters<PostgresServer["createDatabase"]> }
  | { server: "postgres"; method: "createMigratedDatabase"; args: [] }
  | { server: "postgres"; method: "dropDatabase"; args: [name: string] };

export type SharedServerAnswer = { result: unknown } | { error: string };

/** How to reach an API server and what to trust. */
export type KubeApiServerCoordinates = Pick<KubeApiServer, "url" | "caCertificate" | "adminToken">;

/** A database without its methods, as it travels between processes. */
export type PostgresDatabaseAddress = Omit<PostgresDatabase, "drop">;

declare module "vitest" {
  interface ProvidedContext {
    /** Where this run's `serveSharedServers` listens. Its path is a secret of the run. */
    sharedServersUrl: string;
  }
}
