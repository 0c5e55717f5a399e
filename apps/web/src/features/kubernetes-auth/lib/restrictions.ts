import type { KubernetesAuth } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { formatDuration } from "#lib/duration.ts";

type Restrictions = Pick<KubernetesAuth, "isPodBindingRequired" | "pinnedServiceAccountUid" | "maxJwtAgeSeconds">;

/** What a configuration asks of a JWT beyond its names, one sentence each. */
export function restrictionsOf(restrictions: Restrictions): string[] {
  const { isPodBindingRequired, pinnedServiceAccountUid, maxJwtAgeSeconds } = restrictions;
  return [
    ...(isPodBindingRequired ? ["The JWT must be bound to a pod."] : []),
    ...(pinnedServiceAccountUid ? [`The service account's UID must be ${pinnedServiceAccountUid}.`] : []),
    ...(maxJwtAgeSeconds > 0 ? [`The JWT must be at most ${formatDuration(maxJwtAgeSeconds)} old.`] : []),
  ];
}
