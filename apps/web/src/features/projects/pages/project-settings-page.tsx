import { useSuspenseQuery } from "@tanstack/react-query";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList } from "#components/detail-list.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Card } from "#components/ui/card.tsx";
import { AuditRetentionCard } from "#features/projects/components/audit-retention-card.tsx";
import { DeleteProjectCard } from "#features/projects/components/delete-project-card.tsx";
import { ProjectForm } from "#features/projects/components/project-form.tsx";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

export function ProjectSettingsPage({ projectId }: { projectId: string }) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const can = useProjectCan(projectId);
  return (
    <Page>
      <PageHeader
        title="Project Settings"
        purpose={`What ${project.name} is called, its audit log and its deletion.`}
      />
      <Card title="Project">
        <DetailList>
          <Detail label="Project ID">
            <CopyableId id={project.id} label="project ID" />
          </Detail>
          <Detail label="Slug">
            <CopyableId id={project.slug} label="slug" />
          </Detail>
          <Detail label="Created">
            <RelativeTime at={project.createdAt} />
          </Detail>
        </DetailList>
      </Card>
      {can("project:edit") && <ProjectForm project={project} />}
      <AuditRetentionCard project={project} />
      {can("project:delete") && <DeleteProjectCard project={project} />}
    </Page>
  );
}
