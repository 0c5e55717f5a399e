import { hash } from "node:crypto";
import pg from "pg";
import type { Prisma } from "./generated/client.ts";

/** A statement that is run over and over. Values stand for `$1`, `$2` … */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Named by its text, so that no two share a name. */
export function statement(text: string): Statement {
  return { name: `podpass ${hash("sha256", text).slice(0, 16)}`, text };
}

/** Runs a statement past Prisma's query compiler. Rows are as the driver reads them. */
export type Sql = <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

/** Statements each on any connection of the pool, which parses and plans each of them once. */
export function openSql(pool: pg.Pool): Sql {
  return async ({ name, text }, values) => {
    const { rows } = await pool.query({ name, text, values: [...values] });
    return rows;
  };
}

/** Statements within a transaction of Prisma's. */
export function sqlWithin(tx: Prisma.TransactionClient): Sql {
  return ({ text }, values) => tx.$queryRawUnsafe(text, ...values);
}

/** SQLSTATE classes of a value that is invalid or breaks a constraint, and of a lock that could not be had. */
const FAULTS_OF_ROWS = /^(?:22...|23...|40001|40P01|55P03)$/;

/** Whether the server refused a whole statement because of one row of it. Then nothing of it was done. */
export function isFaultOfRow(error: unknown): boolean {
  return error instanceof pg.DatabaseError && FAULTS_OF_ROWS.test(error.code ?? "");
}
