import type { ReactNode } from "react";

/** For a control outside a Field; inside one, the Field brings its label. */
export function Label({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="font-medium">
      {children}
    </label>
  );
}
