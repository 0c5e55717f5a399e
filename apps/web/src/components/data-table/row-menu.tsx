import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu } from "#components/ui/dropdown-menu.tsx";

/** The "…" at a row's end. `name` tells the rows apart for screen readers. */
export function RowMenu({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-end">
      <DropdownMenu
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${name}`}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {children}
      </DropdownMenu>
    </div>
  );
}
