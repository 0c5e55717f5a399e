import { useQuery } from "@tanstack/react-query";
import { connectionWarningsOptions } from "#components/connection-warnings/load-connection-warnings.ts";
import { WarningsBanner } from "#components/connection-warnings/warnings-banner.tsx";
import { useCan } from "#lib/can.ts";

const REFETCH_MS = 5 * 60_000;

/** On top of the organization's pages: which identities' pods cannot log in, or soon will not. Nothing when all is well. */
export function ConnectionWarnings() {
  const canRead = useCan()("identity:read");
  const { data } = useQuery({ ...connectionWarningsOptions(), enabled: canRead, refetchInterval: REFETCH_MS });
  return canRead && data && data.items.length > 0 && <WarningsBanner warnings={data} />;
}
