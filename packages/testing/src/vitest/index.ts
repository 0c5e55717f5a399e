export { CLUSTERS, type Cluster } from "./clusters.ts";
export { sharedKubeApiServer, sharedPostgresServer } from "./run-servers.ts";
export type { SharedKubeApiServer, SharedPostgresServer } from "./shared-servers.ts";
