import { useSuspenseQuery } from "@tanstack/react-query";
import { AddressesCard } from "#components/addresses-card.tsx";
import { Page, PageHeader } from "#components/page.tsx";
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
      <AddressesCard noun="project" of={project} />
      {can("project:edit") && <ProjectForm project={project} />}
      <AuditRetentionCard project={project} />
      {can("project:delete") && <DeleteProjectCard project={project} />}
    </Page>
  );
}
