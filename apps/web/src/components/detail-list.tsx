import type { ReactNode } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** Names and values of one record, one above the other on small screens. */
export function DetailList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-1 items-baseline gap-x-6 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">{children}</dl>
  );
}

export function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="mb-2 min-w-0 sm:mb-0">{children}</dd>
    </>
  );
}

/** Stands for a list whose values are still to come. */
export function DetailListSkeleton({ labels }: { labels: readonly string[] }) {
  return (
    <DetailList>
      {labels.map((label) => (
        <Detail key={label} label={label}>
          <Skeleton className="w-40" />
        </Detail>
      ))}
    </DetailList>
  );
}
