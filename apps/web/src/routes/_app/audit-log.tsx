import { AuditAction } from "@podpass/contracts";
import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { AUDIT_PERIODS } from "#features/audit/lib/period.ts";
import { AuditLogPage } from "#features/audit/pages/audit-log-page.tsx";

export const Route = createFileRoute("/_app/audit-log")({
  validateSearch: z.object({
    action: AuditAction.optional().catch(undefined),
    search: z.string().optional().catch(undefined),
    period: z.enum(AUDIT_PERIODS).optional().catch(undefined),
    trail: z.array(z.string()).optional().catch(undefined),
    event: z.string().optional().catch(undefined),
  }),
  staticData: { crumb: "Audit log" },
  component: AuditLogRoute,
});

function AuditLogRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AuditLogPage search={search} onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })} />
  );
}
