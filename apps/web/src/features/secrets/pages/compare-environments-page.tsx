import { SecretPath } from "@podpass/contracts";
import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { comparisonColumns } from "#features/secrets/components/comparison-columns.tsx";
import { CopyMissingDialog } from "#features/secrets/components/copy-missing-dialog.tsx";
import { EnvironmentChoice } from "#features/secrets/components/environment-choice.tsx";
import { missingIn, stateOfRow } from "#features/secrets/lib/comparison.ts";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

interface CompareSearch {
  /** Slugs; the project's first three when absent. */
  environments?: string[];
  path?: string;
  isAllShown?: boolean;
}

interface CompareEnvironmentsPageProps {
  projectId: string;
  search: CompareSearch;
  onSearchChange: (change: Partial<CompareSearch>) => void;
}

const MAX_COMPARED = 10;

/** One folder in several environments: what is missing and what differs. Values are compared by the server. */
export function CompareEnvironmentsPage({ projectId, search, onSearchChange }: CompareEnvironmentsPageProps) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const can = useProjectCan(projectId);
  const allId = useId();
  const slugs = project.environments.map(({ slug }) => slug);
  const wanted = search.environments?.filter((slug) => slugs.includes(slug)).slice(0, MAX_COMPARED) ?? [];
  const chosen = wanted.length >= 2 ? wanted : slugs.slice(0, 3);
  const secretPath = SecretPath.catch("/").parse(search.path ?? "/");
  const [copied, setCopied] = useState<{ to: string; keys: string[] } | null>(null);
  const query = useQuery(
    trpc.secret.compare.queryOptions(
      { projectId, secretPath, environments: chosen },
      { enabled: chosen.length >= 2, placeholderData: keepPreviousData },
    ),
  );
  const comparison = query.data;
  const columns = useMemo(
    () => (comparison ? comparisonColumns(projectId, secretPath, comparison) : []),
    [projectId, secretPath, comparison],
  );
  const [base, ...others] = comparison?.environments ?? [];
  return (
    <Page>
      <PageHeader
        title="Compare environments"
        purpose={`Which secrets of ${secretPath} are missing or differ. Values are compared by the server and not shown.`}
      />
      {slugs.length < 2 ? (
        <div className="rounded-md border">
          <EmptyState text="There is nothing to compare: the project has fewer than two environments." />
        </div>
      ) : (
        <>
          <EnvironmentChoice
            projectId={projectId}
            environments={project.environments}
            chosen={chosen}
            secretPath={secretPath}
            onChange={onSearchChange}
          />
          <label htmlFor={allId} className="flex w-fit cursor-pointer items-center gap-2">
            <Checkbox
              id={allId}
              checked={search.isAllShown ?? false}
              onCheckedChange={(isAllShown) => onSearchChange({ isAllShown: isAllShown || undefined })}
            />
            Show those that are the same everywhere too
          </label>
          <DataTable
            label="Comparison"
            columns={columns}
            state={queryTableState(query, ({ items }) =>
              items.filter((row) => search.isAllShown || stateOfRow(row.cells) !== "same"),
            )}
            rowId={({ key }) => key}
            empty={<EmptyState text="No secret of this folder is missing in one of them or differs." />}
          />
          {comparison && base && (
            <div className="flex flex-wrap gap-2">
              {others.map((environment, index) => {
                const keys = missingIn(comparison.items, index + 1);
                const mayCopy =
                  environment.hasFolder && can("secrets:create", { environment: environment.slug, secretPath });
                return (
                  mayCopy &&
                  keys.length > 0 && (
                    <Button
                      key={environment.slug}
                      className="h-auto min-h-8 max-w-full shrink whitespace-normal py-1"
                      onClick={() => setCopied({ to: environment.slug, keys })}
                    >
                      Copy {keys.length.toLocaleString("en")} missing from {base.name} to {environment.name}
                    </Button>
                  )
                );
              })}
            </div>
          )}
        </>
      )}
      {copied && base && (
        <CopyMissingDialog
          from={{ projectId, environment: base.slug, secretPath }}
          to={copied.to}
          keys={copied.keys}
          onClose={() => setCopied(null)}
        />
      )}
    </Page>
  );
}
