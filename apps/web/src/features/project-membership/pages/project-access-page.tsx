import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { MachineIdentities } from "#features/project-membership/components/machine-identities.tsx";
import { ProjectUsers } from "#features/project-membership/components/project-users.tsx";
import { useProjectCan } from "#lib/can.ts";
import type { ListSearch } from "#lib/list-search.ts";
import { trpc } from "#lib/trpc.ts";

type AccessTab = "users" | "machine-identities" | "roles";

interface ProjectAccessSearch extends ListSearch {
  tab?: AccessTab;
  isAdding?: boolean;
  isCreating?: boolean;
}

interface ProjectAccessPageProps {
  projectId: string;
  search: ProjectAccessSearch;
  onSearchChange: (change: Partial<ProjectAccessSearch>) => void;
  /** The list of the project's roles. */
  roles: ReactNode;
}

/** Who may do what in one project. */
export function ProjectAccessPage({ projectId, search, onSearchChange, roles }: ProjectAccessPageProps) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const tabs = useVisibleTabs(projectId);
  const tab = tabs.find(({ value }) => value === search.tab)?.value ?? tabs[0]?.value;

  return (
    <Page>
      <PageHeader title="Access Control" purpose={`Who may do what in ${project.name}.`} />
      {tab === undefined ? (
        <EmptyState text="Your role in this project does not let you see who is in it." />
      ) : (
        <Tabs
          label="Access Control"
          tabs={tabs}
          value={tab}
          onValueChange={(next) =>
            onSearchChange({
              tab: next,
              search: undefined,
              trail: undefined,
              isAdding: undefined,
              isCreating: undefined,
            })
          }
        >
          {tab === "users" && <ProjectUsers projectId={projectId} search={search} onSearchChange={onSearchChange} />}
          {tab === "machine-identities" && (
            <MachineIdentities projectId={projectId} search={search} onSearchChange={onSearchChange} />
          )}
          {tab === "roles" && roles}
        </Tabs>
      )}
    </Page>
  );
}

function useVisibleTabs(projectId: string): { value: AccessTab; label: string }[] {
  const can = useProjectCan(projectId);
  return [
    ...(can("member:read") ? [{ value: "users" as const, label: "Users" }] : []),
    ...(can("identity:read") ? [{ value: "machine-identities" as const, label: "Machine Identities" }] : []),
    ...(can("role:read") ? [{ value: "roles" as const, label: "Project Roles" }] : []),
  ];
}
