import { createFileRoute } from "@tanstack/react-router";
import { AuditLogSearch } from "#features/audit/lib/audit-search.ts";
import { AuditLogPage } from "#features/audit/pages/audit-log-page.tsx";

export const Route = createFileRoute("/_app/audit-log")({
  validateSearch: AuditLogSearch,
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
