import { randomUUID } from "node:crypto";

/** Gives rows random ids that ascend: what is written at one instant is read by its id in the order it was given. */
export function withIdsInOrder<Row extends object>(rows: readonly Row[]): (Row & { id: string })[] {
  const ids = rows.map(() => randomUUID()).sort();
  return rows.map((row) => ({ ...row, id: ids.shift() ?? randomUUID() }));
}
