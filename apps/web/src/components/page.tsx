import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** What the browser's tab says, where one title stands over several pages. Default: the title. */
  documentTitle?: string;
  /** One line: what this page is for. */
  purpose?: ReactNode;
  /** The primary action, at the right. */
  actions?: ReactNode;
}

export function PageHeader({ title, documentTitle = title, purpose, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <title>{`${documentTitle} · Podpass`}</title>
      <div className="min-w-0">
        <h1 className="font-semibold text-xl leading-7">{title}</h1>
        {purpose && <p className="text-muted">{purpose}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** One column, up to 1,200 px wide: header first, content below. */
export function Page({ children }: { children: ReactNode }) {
  return <div className="mx-auto flex w-full max-w-300 flex-col gap-5 px-4 py-5 sm:px-6">{children}</div>;
}
