import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="rounded-xs border bg-sunken px-1 font-sans text-muted text-xs">{children}</kbd>;
}
