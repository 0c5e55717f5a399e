import { type ReactNode, useId } from "react";

interface AuthMethodSectionProps {
  title: string;
  /** When to use this method, in one sentence. */
  description: ReactNode;
  /** Edit and Remove, for those who may. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** One login method of an identity, among the others in its Authentication card. */
export function AuthMethodSection({ title, description, actions, children }: AuthMethodSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 id={titleId} className="font-medium">
            {title}
          </h3>
          <p className="text-muted">{description}</p>
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
