import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { trpc } from "#lib/trpc.ts";

/** The open project's name, current after a rename as well. */
export function ProjectCrumb({ params }: { params: Record<string, string> }) {
  const project = useQuery(trpc.project.get.queryOptions({ projectId: params.projectId ?? "" }));
  if (project.isPending) return <Skeleton className="w-24" />;
  return project.data?.name ?? "Project";
}
