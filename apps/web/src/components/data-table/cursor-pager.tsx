import { Button } from "#components/ui/button.tsx";

interface CursorPagerProps {
  /** The cursors of the pages gone through to reach this one, from the URL; empty on the first page. */
  trail: readonly string[];
  /** Of the page on screen; null on the last. */
  nextCursor: string | null;
  onTrailChange: (trail: string[]) => void;
  /** True for a table that `hasFixedOrder`. */
  isNewestFirst?: boolean;
}

/** Previous and Next for lists that are read page by page. Says nothing when all is on one page. */
export function CursorPager({ trail, nextCursor, onTrailChange, isNewestFirst = false }: CursorPagerProps) {
  if (trail.length === 0 && nextCursor === null) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2">
      <span className="mr-2 text-muted">
        Page {trail.length + 1}. {isNewestFirst ? "Newest first." : "Sorting applies to this page."}
      </span>
      <Button disabled={trail.length === 0} onClick={() => onTrailChange(trail.slice(0, -1))}>
        Previous
      </Button>
      <Button
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && onTrailChange([...trail, nextCursor])}
      >
        Next
      </Button>
    </nav>
  );
}
