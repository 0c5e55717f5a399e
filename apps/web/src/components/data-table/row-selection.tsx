import { Checkbox } from "#components/ui/checkbox.tsx";

export interface RowSelection<Row> {
  /** Ids. */
  selected: ReadonlySet<string>;
  onSelectedChange: (selected: ReadonlySet<string>) => void;
  /** What a row is called, for its box; null for a row that cannot be chosen. */
  nameOf: (row: Row) => string | null;
}

interface SelectableRow<Row> {
  id: string;
  original: Row;
}

/** The box of one row. */
export function RowBox<Row>({ selection, row }: { selection: RowSelection<Row>; row: SelectableRow<Row> }) {
  const name = selection.nameOf(row.original);
  if (name === null) return null;
  return (
    <span className="relative z-1 flex">
      <Checkbox
        aria-label={`Select ${name}`}
        checked={selection.selected.has(row.id)}
        onCheckedChange={(isChosen) => selection.onSelectedChange(withIds(selection.selected, [row.id], isChosen))}
      />
    </span>
  );
}

/** The box in the header, for all rows on the page. */
export function PageBox<Row>({
  selection,
  rows,
}: {
  selection: RowSelection<Row>;
  rows: readonly SelectableRow<Row>[];
}) {
  const ids = rows.filter(({ original }) => selection.nameOf(original) !== null).map(({ id }) => id);
  const chosenCount = ids.filter((id) => selection.selected.has(id)).length;
  return (
    <Checkbox
      aria-label="Select all on this page"
      disabled={ids.length === 0}
      checked={ids.length > 0 && chosenCount === ids.length}
      indeterminate={chosenCount > 0 && chosenCount < ids.length}
      onCheckedChange={(isChosen) => selection.onSelectedChange(withIds(selection.selected, ids, isChosen))}
    />
  );
}

function withIds(selected: ReadonlySet<string>, ids: readonly string[], isChosen: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  for (const id of ids) {
    if (isChosen) next.add(id);
    else next.delete(id);
  }
  return next;
}
