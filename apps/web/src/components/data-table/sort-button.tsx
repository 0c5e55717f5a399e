import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";

interface SortButtonProps {
  direction: false | "asc" | "desc";
  onClick: () => void;
  children: ReactNode;
}

export function SortButton({ direction, onClick, children }: SortButtonProps) {
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ArrowUpDown;
  return (
    <button
      type="button"
      onClick={onClick}
      className="group/sort -mx-1 inline-flex h-6 items-center gap-1 rounded-xs px-1 hover:text-ink"
    >
      {children}
      <Icon
        aria-hidden
        className={
          direction === false
            ? "size-3.5 opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100"
            : "size-3.5"
        }
      />
    </button>
  );
}
