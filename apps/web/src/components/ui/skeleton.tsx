import { cn } from "#lib/cn.ts";

/** A grey bar where something will stand. Silent to screen readers: the region around it says that it loads. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-pulse rounded-xs bg-active", className)} />;
}
