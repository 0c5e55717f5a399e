import { AUTH_METHOD_LABELS } from "#components/auth-method-badge.tsx";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { ProjectMembersLink } from "#components/project-members-link.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";
import { useReachableProjects } from "#lib/use-reachable-projects.ts";

interface IdentityDetailsCardProps {
  identity: RouterOutputs["identity"]["get"];
  roleName: string;
  /** Absent when the signed-in user may not edit. */
  onEdit: (() => void) | undefined;
}

export function IdentityDetailsCard({ identity, roleName, onEdit }: IdentityDetailsCardProps) {
  return (
    <Card title="Details" actions={onEdit && <Button onClick={onEdit}>Edit details</Button>}>
      <DetailList>
        <Detail label="Name">{identity.name}</Detail>
        <Detail label="Identity ID">
          <CopyableId id={identity.id} label="identity ID" />
        </Detail>
        <Detail label="Organization role">
          <Badge>{roleName}</Badge>
        </Detail>
        {identity.project && (
          <Detail label="Made for">
            <MadeFor project={identity.project} />
          </Detail>
        )}
        <Detail label="Delete protection">{identity.hasDeleteProtection ? "On" : "Off"}</Detail>
        <Detail label="Last login">
          <RelativeTime at={identity.lastLoginAt} />
          {identity.lastLoginAuthMethod && (
            <span className="text-muted"> through {AUTH_METHOD_LABELS[identity.lastLoginAuthMethod]}</span>
          )}
        </Detail>
        <Detail label="Created">
          <RelativeTime at={identity.createdAt} />
        </Detail>
        <Detail label="Metadata">
          <Metadata entries={identity.metadata} />
        </Detail>
      </DetailList>
    </Card>
  );
}

function MadeFor({ project }: { project: { id: string; name: string } }) {
  const isReachable = useReachableProjects([project.id]);
  return <ProjectMembersLink project={project} isLinked={isReachable(project.id)} className="hover:underline" />;
}

function Metadata({ entries }: { entries: RouterOutputs["identity"]["get"]["metadata"] }) {
  if (entries.length === 0) return <span className="text-muted">none</span>;
  return (
    <ul className="flex flex-wrap gap-1">
      {entries.map(({ id, key, value }) => (
        <li key={id} className="break-all rounded-xs bg-active px-1.5 font-mono text-[0.8125rem]">
          {key}: {value}
        </li>
      ))}
    </ul>
  );
}
