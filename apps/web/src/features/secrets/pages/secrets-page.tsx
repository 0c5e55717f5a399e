import { useSuspenseQuery } from "@tanstack/react-query";
import { EmptyState } from "#components/empty-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { EnvironmentSecrets } from "#features/secrets/components/environment-secrets.tsx";
import { trpc } from "#lib/trpc.ts";

export interface SecretsSearch {
  /** The environment's slug; the project's first when absent or unknown. */
  environment?: string;
  search?: string;
}

interface SecretsPageProps {
  projectId: string;
  search: SecretsSearch;
  onSearchChange: (change: Partial<SecretsSearch>) => void;
}

export function SecretsPage({ projectId, search, onSearchChange }: SecretsPageProps) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const { environments } = project;
  const current = environments.find((environment) => environment.slug === search.environment) ?? environments[0];
  return (
    <Page>
      <PageHeader title="Secrets" purpose={`What the pods of ${project.name} read, by environment.`} />
      {current ? (
        <Tabs
          label="Environment"
          tabs={environments.map((environment) => ({ value: environment.slug, label: environment.name }))}
          value={current.slug}
          onValueChange={(environment) => onSearchChange({ environment })}
        >
          <EnvironmentSecrets
            key={current.id}
            projectId={projectId}
            environment={current}
            search={search.search ?? ""}
            onSearchChange={(text) => onSearchChange({ search: text || undefined })}
          />
        </Tabs>
      ) : (
        <EmptyState
          text="Secrets live in environments. This project has none yet."
          action={
            <LinkButton to="/projects/$projectId/settings" params={{ projectId }}>
              Add an environment
            </LinkButton>
          }
        />
      )}
    </Page>
  );
}
