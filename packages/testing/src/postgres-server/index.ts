export { postgresBinaries } from "./postgres-binaries.ts";
export { type PostgresDatabase, PostgresServer, type PostgresServerOptions } from "./postgres-server.ts";
