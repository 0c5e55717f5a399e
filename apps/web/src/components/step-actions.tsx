import type { ReactNode } from "react";

/** At the end of a step: the way back at the left, the way on at the right. */
export function StepActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-between gap-2 border-t pt-4">{children}</div>;
}
