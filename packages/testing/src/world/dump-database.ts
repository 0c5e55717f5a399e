import { type Database, Prisma } from "@podpass/prisma";

/** One line per row of every table, as text: for looking for what must not be there. */
export async function dumpDatabase({ client }: Database): Promise<string[]> {
  const select = (table: string) => `SELECT '${table} ' || t::text AS line FROM "${table}" t`;
  const tables = await tableNames(client);
  const rows = await client.$queryRaw<{ line: string }[]>(Prisma.raw(tables.map(select).join(" UNION ALL ")));
  return rows.map((row) => row.line);
}

/**
 * A digest of every table's rows: two are equal when nothing was changed between them. Without the table in which
 * servers say every second that they are there.
 */
export async function digestDatabase({ client }: Database): Promise<Record<string, string>> {
  const select = (table: string) =>
    `SELECT '${table}' AS name, count(*) || ' rows, md5 ' || md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS digest FROM "${table}" t`;
  const tables = (await tableNames(client)).filter((table) => table !== "replicas");
  const rows = await client.$queryRaw<{ name: string; digest: string }[]>(
    Prisma.raw(tables.map(select).join(" UNION ALL ")),
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.digest]));
}

/** From the catalog, so they are safe to put into a statement. */
async function tableNames(client: Database["client"]): Promise<string[]> {
  const rows = await client.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;
  return rows.map((row) => row.name);
}
