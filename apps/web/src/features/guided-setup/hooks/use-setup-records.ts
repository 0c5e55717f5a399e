import { useQuery } from "@tanstack/react-query";
import type { SetupSearch } from "#features/guided-setup/lib/setup-search.ts";
import type { SetupProgress } from "#features/guided-setup/lib/setup-steps.ts";
import { describeError } from "#lib/errors.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

export interface SetupRecords {
  identity: RouterOutputs["identity"]["get"] | undefined;
  kubernetesAuth: RouterOutputs["kubernetesAuth"]["get"] | undefined;
  project: RouterOutputs["project"]["get"] | undefined;
  membership: RouterOutputs["projectMembership"]["listForIdentity"]["items"][number] | undefined;
  progress: SetupProgress;
}

type SetupState =
  | { status: "pending" }
  | { status: "error"; error: unknown; retry: () => void }
  | { status: "ready"; records: SetupRecords };

/** What the server has of the set-up that the URL names: it is the state, whoever made it and wherever. */
export function useSetupRecords({ identityId, projectId }: SetupSearch): SetupState {
  const identity = useQuery(
    trpc.identity.get.queryOptions({ identityId: identityId ?? "" }, { enabled: identityId !== undefined }),
  );
  const hasKubernetesAuth = identity.data?.authMethods.includes("kubernetes-auth") ?? false;
  const kubernetesAuth = useQuery(
    trpc.kubernetesAuth.get.queryOptions({ identityId: identityId ?? "" }, { enabled: hasKubernetesAuth }),
  );
  const project = useQuery(
    trpc.project.get.queryOptions({ projectId: projectId ?? "" }, { enabled: projectId !== undefined }),
  );
  const memberships = useQuery(
    trpc.projectMembership.listForIdentity.queryOptions(
      { identityId: identityId ?? "", limit: 100 },
      { enabled: identity.data !== undefined && projectId !== undefined },
    ),
  );

  const queries = [identity, kubernetesAuth, project, memberships];
  // What was deleted meanwhile is chosen anew.
  const failed = queries.find((query) => query.isError && describeError(query.error).httpStatus !== 404);
  if (failed) return { status: "error", error: failed.error, retry: () => void failed.refetch() };
  if (queries.some((query) => query.isLoading)) return { status: "pending" };

  const membership = memberships.data?.items.find((item) => item.project.id === project.data?.id);
  return {
    status: "ready",
    records: {
      identity: identity.data,
      kubernetesAuth: hasKubernetesAuth ? kubernetesAuth.data : undefined,
      project: project.data,
      membership,
      progress: {
        hasIdentity: identity.data !== undefined,
        hasKubernetesAuth,
        isInProject: membership !== undefined,
        hasLoggedIn: identity.data?.lastLoginAuthMethod === "kubernetes-auth",
      },
    },
  };
}
