export type { AuditNotice, Change, ChangeFeed } from "./changes.ts";
export { DataDirectoryInUseError } from "./data-directory-lock.ts";
export type { Database, DatabaseOptions } from "./database.ts";
export { Prisma, type PrismaClient } from "./generated/client.ts";
export { MigrationError } from "./migration-history.ts";
export { openDatabase } from "./open-database.ts";
export { DatabaseUnavailableError } from "./postgres.ts";
export { isFaultOfRow, type Sql, sqlWithin, statement } from "./sql.ts";
