import type { ReactNode } from "react";

interface EmptyStateProps {
  /** One sentence: what is not here yet, and what it would be for. */
  text: ReactNode;
  /** The next action. */
  action?: ReactNode;
}

export function EmptyState({ text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-10 text-center">
      <p className="max-w-md text-muted">{text}</p>
      {action}
    </div>
  );
}
