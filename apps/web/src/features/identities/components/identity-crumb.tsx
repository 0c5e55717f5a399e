import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { trpc } from "#lib/trpc.ts";

/** The open identity's name, current after a rename as well. */
export function IdentityCrumb({ params }: { params: Record<string, string> }) {
  const identity = useQuery(trpc.identity.get.queryOptions({ identityId: params.identityId ?? "" }));
  if (identity.isPending) return <Skeleton className="w-24" />;
  return identity.data?.name ?? "Identity";
}
