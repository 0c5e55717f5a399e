import { useQueries } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuCheckboxItem } from "#components/ui/dropdown-menu.tsx";
import { Select } from "#components/ui/select.tsx";
import { trpc } from "#lib/trpc.ts";

interface EnvironmentChoiceProps {
  projectId: string;
  environments: readonly { slug: string; name: string }[];
  chosen: readonly string[];
  secretPath: string;
  onChange: (change: { environments?: string[]; path?: string | undefined }) => void;
}

/** Which environments stand side by side, and which folder of theirs. */
export function EnvironmentChoice({ projectId, environments, chosen, secretPath, onChange }: EnvironmentChoiceProps) {
  const folders = useQueries({
    queries: chosen.map((environment) =>
      trpc.folder.list.queryOptions({ projectId, environment, secretPath: "/", isRecursive: true }),
    ),
  });
  const paths = new Set(folders.flatMap(({ data }) => data?.items.map(({ path }) => path) ?? []));
  const options = [...new Set(["/", secretPath, ...[...paths].sort()])];

  function toggle(slug: string, isChosen: boolean): void {
    // In the project's order, so that the first is the one the others are measured by.
    const next = environments
      .map((environment) => environment.slug)
      .filter((other) => (other === slug ? isChosen : chosen.includes(other)));
    onChange({ environments: next });
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <DropdownMenu
        align="start"
        trigger={
          <Button>
            Environments <span className="text-muted">{chosen.length}</span>
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {environments.map(({ slug, name }) => (
          <MenuCheckboxItem
            key={slug}
            checked={chosen.includes(slug)}
            disabled={chosen.length <= 2 && chosen.includes(slug)}
            onCheckedChange={(isChosen) => toggle(slug, isChosen)}
          >
            {name}
          </MenuCheckboxItem>
        ))}
      </DropdownMenu>
      <div className="w-56">
        <Select
          aria-label="Folder"
          options={options.map((path) => ({ value: path, label: path }))}
          value={secretPath}
          onValueChange={(path) => onChange({ path: path === "/" ? undefined : path })}
        />
      </div>
    </div>
  );
}
