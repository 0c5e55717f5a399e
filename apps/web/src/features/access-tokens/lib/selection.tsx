import { createContext, type ReactNode, useContext } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";

interface Selection {
  ids: ReadonlySet<string>;
  /** The rows on screen that can be chosen. */
  choosable: readonly string[];
  onChange: (ids: ReadonlySet<string>) => void;
}

const SelectionContext = createContext<Selection | null>(null);

/** Around a table whose rows can be chosen; what is chosen changes no column, so that the boxes keep their focus. */
export function SelectionProvider({ selection, children }: { selection: Selection; children: ReactNode }) {
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}

function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("A box to choose rows stands inside a SelectionProvider");
  return selection;
}

/** Chooses every row on screen, or none. */
export function SelectAllBox() {
  const { ids, choosable, onChange } = useSelection();
  const isAll = choosable.length > 0 && choosable.every((id) => ids.has(id));
  return (
    <Checkbox
      aria-label="Select all on this page"
      checked={isAll}
      indeterminate={!isAll && ids.size > 0}
      disabled={choosable.length === 0}
      onCheckedChange={() => onChange(new Set(isAll ? [] : choosable))}
    />
  );
}

/** Chooses one row. */
export function SelectBox({ id, label }: { id: string; label: string }) {
  const { ids, choosable, onChange } = useSelection();
  if (!choosable.includes(id)) return null;
  return (
    <Checkbox
      aria-label={`Select ${label}`}
      checked={ids.has(id)}
      onCheckedChange={(isChosen) => {
        const next = new Set(ids);
        if (isChosen) next.add(id);
        else next.delete(id);
        onChange(next);
      }}
    />
  );
}
