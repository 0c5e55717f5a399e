import type { AuthMethod } from "@podpass/contracts";
import { Badge } from "#components/ui/badge.tsx";

export const AUTH_METHOD_LABELS = {
  "universal-auth": "Universal Auth",
  "kubernetes-auth": "Kubernetes Auth",
  "token-auth": "Token Auth",
} as const satisfies Record<AuthMethod, string>;

/** How an identity can log in; says so when it cannot. */
export function AuthMethodBadges({ methods }: { methods: readonly AuthMethod[] }) {
  if (methods.length === 0) return <span className="text-muted">none</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {methods.map((method) => (
        <Badge key={method}>{AUTH_METHOD_LABELS[method]}</Badge>
      ))}
    </span>
  );
}
