import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { trpc } from "#lib/trpc.ts";

/** Whether the signed-in user may open one of these projects; no, while the server has not said so. */
export function useReachableProjects(projectIds: readonly string[]): (projectId: string) => boolean {
  const { data } = useQuery(
    trpc.project.reachable.queryOptions(
      { projectIds: [...projectIds] },
      { enabled: projectIds.length > 0, placeholderData: keepPreviousData },
    ),
  );
  return useMemo(() => {
    const reachable = new Set(data?.projectIds);
    return (projectId) => reachable.has(projectId);
  }, [data]);
}
