import { can } from "@podpass/contracts";
import { queryClient } from "#lib/query-client.ts";
import { sessionOptions } from "#lib/session.ts";
import { trpc } from "#lib/trpc.ts";

export const connectionWarningsOptions = () => trpc.kubernetesAuth.listWarnings.queryOptions();

/**
 * Reads what the banner says before a page is shown: one that came later would move what somebody is about to click.
 * A hint beside the page: when it cannot be had, the page says so itself, so this never fails.
 */
export async function loadConnectionWarnings(): Promise<void> {
  const { rules, isSecondFactorMissing } = await queryClient.ensureQueryData(sessionOptions());
  if (isSecondFactorMissing || !can(rules, "identity:read")) return;
  await queryClient.prefetchQuery({ ...connectionWarningsOptions(), staleTime: "static", retry: false });
}
