import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { WindowTimeLeft } from "#components/time-left.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RoleScope } from "#features/roles/lib/role-scope.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type Holder = RouterOutputs["role"]["projectHolders"]["items"][number];

/** Who has a role, page by page: users and identities. */
export function RoleHolders({ scope, slug }: { scope: RoleScope; slug: string }) {
  const { projectId } = scope;
  const [trail, setTrail] = useState<string[]>([]);
  const input = { slug, limit: 25, cursor: trail.at(-1) };
  const options = { placeholderData: keepPreviousData };
  const inOrganization = trpc.role.organizationHolders.queryOptions(input, { ...options, enabled: projectId === null });
  const inProject = trpc.role.projectHolders.queryOptions(
    { ...input, projectId: projectId ?? "" },
    { ...options, enabled: projectId !== null },
  );
  const ofOrganization = useQuery(inOrganization);
  const ofProject = useQuery(inProject);
  const query = projectId === null ? ofOrganization : ofProject;
  return (
    <Card title="Who has this role" description="Users and identities, those for a time to come included.">
      {query.isError && <ErrorState title="Could not be read" error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton className="h-6 w-60" />}
      {query.data?.items.length === 0 && <p className="text-muted">Nobody has it.</p>}
      {query.data && query.data.items.length > 0 && (
        <ul aria-label="Who has this role" className="flex flex-col divide-y">
          {query.data.items.map((holder) => (
            <li key={holder.id} className="flex flex-wrap items-center gap-2 py-2 first:pt-0 last:pb-0">
              <HolderName {...holder.principal} />
              <Badge>{holder.principal.type === "user" ? "User" : "Identity"}</Badge>
              <HolderWindow {...holder} />
            </li>
          ))}
        </ul>
      )}
      <CursorPager trail={trail} nextCursor={query.data?.nextCursor ?? null} onTrailChange={setTrail} />
    </Card>
  );
}

function HolderName({ type, id, name }: Holder["principal"]) {
  const className = "wrap-anywhere rounded-xs font-medium text-accent-text hover:underline";
  if (type === "user") {
    return (
      <Link to="/access-control/users" search={{ search: name }} className={className}>
        {name}
      </Link>
    );
  }
  return (
    <Link to="/access-control/identities/$identityId" params={{ identityId: id }} className={className}>
      {name}
    </Link>
  );
}

function HolderWindow({ startsAt, endsAt }: Pick<Holder, "startsAt" | "endsAt">) {
  if (startsAt === null || endsAt === null) return null;
  return (
    <span className="text-muted">
      <WindowTimeLeft startsAt={startsAt} endsAt={endsAt} />
    </span>
  );
}
