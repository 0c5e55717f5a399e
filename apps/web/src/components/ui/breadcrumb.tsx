import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** The way to this page: links to what lies above, last the page itself. */
export function Breadcrumb({ children }: { children: ReactNode }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-muted">{children}</ol>
    </nav>
  );
}

interface BreadcrumbItemProps {
  isCurrent: boolean;
  children: ReactNode;
}

export function BreadcrumbItem({ isCurrent, children }: BreadcrumbItemProps) {
  return (
    <li className={isCurrent ? "flex min-w-0 items-center text-ink" : "hidden min-w-0 items-center gap-1 sm:flex"}>
      <span aria-current={isCurrent ? "page" : undefined} className="truncate">
        {children}
      </span>
      {!isCurrent && <ChevronRight aria-hidden className="size-3.5 shrink-0" />}
    </li>
  );
}
