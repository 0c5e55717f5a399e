import type { DataTableState } from "#components/data-table/data-table.tsx";

export interface QueryLike<Data> {
  data: Data | undefined;
  error: unknown;
  isError: boolean;
  refetch: () => unknown;
}

/** Turns a query's result into what a DataTable shows. Rows once loaded stay while they are fetched again. */
export function queryTableState<Data, Row>(
  query: QueryLike<Data>,
  rowsOf: (data: Data) => readonly Row[],
): DataTableState<Row> {
  if (query.data !== undefined) return { status: "ready", rows: rowsOf(query.data) };
  if (query.isError) return { status: "error", error: query.error, onRetry: () => query.refetch() };
  return { status: "loading" };
}
