import type { ReactNode } from "react";

interface ListActionProps {
  /** True when the empty list offers the same in its own place, and until it is known whether it does. */
  isHidden: boolean;
  children: ReactNode;
}

/** What is done beside a list's filter. Its place is kept while it is hidden: nothing moves, or goes, once the list is there. */
export function ListAction({ isHidden, children }: ListActionProps) {
  return <div className={isHidden ? "invisible sm:ml-auto" : "sm:ml-auto"}>{children}</div>;
}
