import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Beside a field: what will happen that is easily overlooked. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="flex w-fit gap-1.5 rounded-sm bg-warn-soft px-2 py-1 text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
