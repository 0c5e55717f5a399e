export { type BaseWorld, createEmptyWorld, type LogEntry, type WorldOptions, withoutAudit } from "./base-world.ts";
export { createPerson, type Person } from "./create-person.ts";
export { createWorld, type World } from "./create-world.ts";
export { describeOnEachDatabase } from "./describe-on-each-database.ts";
export { digestDatabase, dumpDatabase } from "./dump-database.ts";
export type { TestDatabaseKind } from "./open-test-database.ts";
export { recordStatements } from "./record-statements.ts";
export type { PersonRoles, Tenant } from "./tenant.ts";
