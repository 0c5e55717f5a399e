import { SecretPath } from "@podpass/contracts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useMemo, useState } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { FolderContents } from "#features/secrets/components/folder-contents.tsx";
import type { OnSearchChange, SecretsSearch } from "#features/secrets/lib/secrets-search.ts";
import { useProjectCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const ImportProjectSheet = onDemand(
  async () => (await import("#features/secrets/components/import-project-sheet.tsx")).ImportProjectSheet,
);

interface SecretsPageProps {
  projectId: string;
  search: SecretsSearch;
  onSearchChange: OnSearchChange;
}

export function SecretsPage({ projectId, search, onSearchChange }: SecretsPageProps) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const { environments } = project;
  const can = useProjectCan(projectId);
  const [isImporting, setImporting] = useState(false);
  const canImport = can("secrets:create") && can("secrets:describeSecret");
  const current = environments.find((environment) => environment.slug === search.environment) ?? environments[0];
  const environment = current?.slug ?? "";
  // Whatever somebody typed into the address is a path or the root.
  const secretPath = SecretPath.catch("/").parse(search.path ?? "/");
  const place = useMemo(() => ({ projectId, environment, secretPath }), [projectId, environment, secretPath]);
  return (
    <Page>
      <PageHeader
        title="Secrets"
        purpose={`What the pods of ${project.name} read, by environment.`}
        actions={
          <>
            <LinkButton to="/projects/$projectId/search" params={{ projectId }}>
              Search all
            </LinkButton>
            <LinkButton
              to="/projects/$projectId/compare"
              params={{ projectId }}
              search={{ path: secretPath === "/" ? undefined : secretPath }}
            >
              Compare
            </LinkButton>
            {canImport && (
              <Button onClick={() => setImporting(true)}>
                <FileUp aria-hidden />
                Import project
              </Button>
            )}
          </>
        }
      />
      {current ? (
        <Tabs
          label="Environment"
          tabs={environments.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={current.slug}
          onValueChange={(slug) => onSearchChange({ environment: slug, page: undefined, secret: undefined })}
        >
          <FolderContents
            key={`${current.id} ${secretPath}`}
            place={place}
            search={search}
            onSearchChange={onSearchChange}
            onImport={canImport ? () => setImporting(true) : undefined}
          />
        </Tabs>
      ) : (
        <EmptyState
          text="Secrets live in environments. This project has none yet."
          action={
            <LinkButton to="/projects/$projectId/environments" params={{ projectId }}>
              Add an environment
            </LinkButton>
          }
        />
      )}
      {isImporting && (
        <ImportProjectSheet projectId={projectId} projectName={project.name} onClose={() => setImporting(false)} />
      )}
    </Page>
  );
}
