import { Button } from "#components/ui/button.tsx";

/** As many as stay quick to draw. */
export const ROWS_PER_PAGE = 100;

interface RowPagerProps {
  page: number;
  rowCount: number;
  onPageChange: (page: number) => void;
}

/** Previous and Next for rows that are all there, page by page. */
export function RowPager({ page, rowCount, onPageChange }: RowPagerProps) {
  const first = (page - 1) * ROWS_PER_PAGE + 1;
  const last = Math.min(page * ROWS_PER_PAGE, rowCount);
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-end gap-2">
      <span className="mr-2 text-muted">
        {first.toLocaleString("en")}–{last.toLocaleString("en")} of {rowCount.toLocaleString("en")}
      </span>
      <Button disabled={page === 1} onClick={() => onPageChange(page - 1)}>
        Previous
      </Button>
      <Button disabled={last === rowCount} onClick={() => onPageChange(page + 1)}>
        Next
      </Button>
    </nav>
  );
}
