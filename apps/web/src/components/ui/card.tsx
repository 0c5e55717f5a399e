import { type ReactNode, useId } from "react";
import { cn } from "#lib/cn.ts";

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  tone?: "neutral" | "danger";
  children?: ReactNode;
}

/** A bordered section with its own heading. */
export function Card({ title, description, actions, tone = "neutral", children }: CardProps) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={cn("rounded-md border bg-raised", tone === "danger" && "border-bad")}
    >
      {title && (
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-1 last:pb-3">
          <div className="min-w-0">
            <h2 id={titleId} className="font-semibold">
              {title}
            </h2>
            {description && <p className="text-muted">{description}</p>}
          </div>
          {actions}
        </header>
      )}
      {children && <div className="p-4 pt-3">{children}</div>}
    </section>
  );
}
