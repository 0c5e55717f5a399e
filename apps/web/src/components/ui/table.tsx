import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn.ts";

interface TableProps {
  /** What the table holds, for screen readers. */
  label: string;
  isBusy?: boolean;
  children: ReactNode;
}

/** Scrolls sideways by itself when it is too wide for the screen. */
export function Table({ label, isBusy = false, children }: TableProps) {
  return (
    <div className="@container relative overflow-x-auto rounded-md border">
      <table aria-label={label} aria-busy={isBusy} className="w-full min-w-160 border-collapse text-left">
        {children}
      </table>
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-9 whitespace-nowrap border-b bg-sunken px-3 font-medium text-[0.8125rem] text-muted", className)}
      {...props}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "relative border-b last:border-b-0 has-[.row-action:focus-visible]:bg-hover has-[.row-action:hover]:bg-sunken",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("h-10 px-3 py-1.5", className)} {...props} />;
}
