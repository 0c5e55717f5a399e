export { postgresBinaries } from "./postgres-binaries.ts";
export { type PostgresDatabase, PostgresServer, type PostgresServerOptions } from "./postgres-server.ts";
export { withoutFeedOfChanges } from "./without-feed-of-changes.ts";
