interface WordmarkProps {
  organization: string;
  isCollapsed: boolean;
}

/** Whose dashboard this is, on top of the sidebar. */
export function Wordmark({ organization, isCollapsed }: WordmarkProps) {
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b px-3.5">
      <img src="/favicon.svg" alt="" className="size-6" />
      {!isCollapsed && (
        <div className="min-w-0 leading-4">
          <p className="truncate font-semibold">{organization}</p>
          <p className="text-muted text-xs">Podpass</p>
        </div>
      )}
    </div>
  );
}
