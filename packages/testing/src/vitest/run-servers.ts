import { inject } from "vitest";
import { OwnedServers } from "./owned-servers.ts";
import type { SharedKubeApiServer, SharedPostgresServer } from "./shared-servers.ts";
import { SharedServersClient } from "./shared-servers-client.ts";

/** Without the global setup (Vitest started in a package's folder) each test file has servers of its own. */
const url = inject("sharedServersUrl");
const servers = url ? new SharedServersClient(url) : new OwnedServers();

/**
 * The run's real kube-apiserver; the first call starts it, which takes ten seconds. Never close it.
 * @throws Error without KUBEBUILDER_ASSETS: skip the test when `kubernetesAssets()` is undefined.
 */
export async function sharedKubeApiServer(): Promise<SharedKubeApiServer> {
  return servers.kubeApiServer();
}

/**
 * The run's PostgreSQL server; the first call starts it, which takes about two seconds. Never close it.
 * @throws Error when PostgreSQL is not installed: skip the test when `postgresBinaries()` is undefined.
 */
export async function sharedPostgresServer(): Promise<SharedPostgresServer> {
  return servers.postgres();
}
