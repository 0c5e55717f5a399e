import { type ColumnDef, type RowData, useTable } from "@tanstack/react-table";
import type { KeyboardEvent, ReactNode } from "react";
import { dataTableFeatures } from "#components/data-table/columns.ts";
import { ROWS_PER_PAGE, RowPager } from "#components/data-table/row-pager.tsx";
import { PageBox, RowBox, type RowSelection } from "#components/data-table/row-selection.tsx";
import { SortButton } from "#components/data-table/sort-button.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";

/** What a table shows: never rows and an error at once. */
export type DataTableState<Row> =
  | { status: "loading" }
  | { status: "error"; error: unknown; onRetry: () => void }
  | { status: "ready"; rows: readonly Row[] };

interface DataTableProps<Row extends RowData> {
  /** What the rows are: "Projects". */
  label: string;
  columns: ColumnDef<typeof dataTableFeatures, Row>[];
  state: DataTableState<Row>;
  rowId: (row: Row) => string;
  /** An EmptyState, shown instead of rows. */
  empty: ReactNode;
  /** For lists of any length that are read in one order: sorting what is on the page would pretend to sort them all. */
  hasFixedOrder?: boolean;
  /** For rows that came all at once and are too many for one page: sorting goes over all of them. */
  paging?: { page: number; onPageChange: (page: number) => void };
  /** For lists where acting on many makes sense: a box before each row, and one for the page in the header. */
  selection?: RowSelection<Row>;
}

const NO_ROWS: readonly never[] = [];
const SKELETON_ROWS = ["first", "second", "third", "fourth", "fifth"];

export function DataTable<Row extends RowData>({
  label,
  columns,
  state,
  rowId,
  empty,
  ...options
}: DataTableProps<Row>) {
  const { paging, selection, hasFixedOrder = false } = options;
  const table = useTable({
    features: dataTableFeatures,
    columns,
    data: state.status === "ready" ? state.rows : NO_ROWS,
    getRowId: rowId,
    enableSorting: !hasFixedOrder,
  });
  const allRows = table.getRowModel().rows;
  const pageCount = Math.max(1, Math.ceil(allRows.length / ROWS_PER_PAGE));
  const page = Math.min(paging?.page ?? 1, pageCount);
  const rows = paging ? allRows.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE) : allRows;
  const columnIds = table.getAllLeafColumns().map(({ id }) => id);
  const columnCount = columnIds.length + (selection ? 1 : 0);
  const body = (
    <Table label={label} isBusy={state.status === "loading"}>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {selection && (
              <TableHead>{state.status !== "loading" && <PageBox selection={selection} rows={rows} />}</TableHead>
            )}
            {group.headers.map((header) => (
              <TableHead key={header.id} aria-sort={ariaSort(header.column.getIsSorted())}>
                {/* The columns' widths are those of the rows: a button that is there before them would move. */}
                {header.column.getCanSort() && state.status !== "loading" ? (
                  <SortButton direction={header.column.getIsSorted()} onClick={() => header.column.toggleSorting()}>
                    <table.FlexRender header={header} />
                  </SortButton>
                ) : (
                  <table.FlexRender header={header} />
                )}
              </TableHead>
            ))}
          </tr>
        ))}
      </thead>
      <tbody onKeyDown={moveBetweenRows}>
        {state.status === "loading" && <SkeletonRows columnIds={columnIds} hasSelection={selection !== undefined} />}
        {state.status === "error" && (
          <MessageRow columnCount={columnCount}>
            <ErrorState title={`${label} could not be loaded`} error={state.error} onRetry={state.onRetry} />
          </MessageRow>
        )}
        {state.status === "ready" && rows.length === 0 && <MessageRow columnCount={columnCount}>{empty}</MessageRow>}
        {rows.map((row) => (
          <TableRow key={row.id}>
            {selection && (
              <TableCell className="w-8">
                <RowBox selection={selection} row={row} />
              </TableCell>
            )}
            {row.getAllCells().map((cell) => (
              <TableCell key={cell.id}>
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
  if (!paging || pageCount === 1) return body;
  return (
    <div className="flex flex-col gap-3">
      {body}
      <RowPager page={page} rowCount={allRows.length} onPageChange={paging.onPageChange} />
    </div>
  );
}

function ariaSort(direction: false | "asc" | "desc"): "ascending" | "descending" | undefined {
  if (direction === false) return undefined;
  return direction === "asc" ? "ascending" : "descending";
}

function MessageRow({ columnCount, children }: { columnCount: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columnCount}>
        {/* Stays in view where the table itself scrolls sideways. */}
        <div className="sticky left-0 w-[100cqw]">{children}</div>
      </td>
    </tr>
  );
}

function SkeletonRows({ columnIds, hasSelection }: { columnIds: string[]; hasSelection: boolean }) {
  return SKELETON_ROWS.map((row) => (
    <TableRow key={row}>
      {hasSelection && (
        <TableCell className="w-8">
          <Skeleton className="w-4" />
        </TableCell>
      )}
      {columnIds.map((id, index) => (
        <TableCell key={id}>
          <Skeleton className={index === 0 ? "w-40" : "w-20"} />
        </TableCell>
      ))}
    </TableRow>
  ));
}

/** Arrow up and down go from one row's opening link to the next. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (!(event.target instanceof HTMLElement) || !event.target.classList.contains("row-action")) return;
  const row = event.target.closest("tr");
  const neighbour = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const target = neighbour?.querySelector(".row-action");
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus();
}
