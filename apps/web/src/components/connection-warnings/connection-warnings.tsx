import { useQuery } from "@tanstack/react-query";
import { useCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const REFETCH_MS = 5 * 60_000;

const WarningsBanner = onDemand(
  async () => (await import("#components/connection-warnings/warnings-banner.tsx")).WarningsBanner,
);

/** On top of the organization's pages: which identities' pods cannot log in, or soon will not. Nothing when all is well. */
export function ConnectionWarnings() {
  const canRead = useCan()("identity:read");
  // A hint beside the page: when it cannot be had, the page says so itself.
  const { data } = useQuery(
    trpc.kubernetesAuth.listWarnings.queryOptions(undefined, { enabled: canRead, refetchInterval: REFETCH_MS }),
  );
  return canRead && data && data.items.length > 0 && <WarningsBanner warnings={data} />;
}
