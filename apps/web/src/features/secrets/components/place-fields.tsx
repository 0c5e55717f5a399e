import { SecretPath } from "@podpass/contracts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

interface PlaceFieldsProps {
  value: SecretPlace;
  onValueChange: (place: SecretPlace) => void;
  /** What is wrong with the folder. */
  error?: string | undefined;
}

/** An environment and one of its folders. */
export function PlaceFields({ value, onValueChange, error }: PlaceFieldsProps) {
  const { projectId, environment, secretPath } = value;
  const { environments } = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const folders = useQuery(
    trpc.folder.list.queryOptions({ projectId, environment, secretPath: "/", isRecursive: true }),
  );
  const paths = ["/", ...(folders.data?.items.map(({ path }) => path) ?? [])];
  return (
    <>
      <Field label="Environment" isButtonControl>
        <Select
          options={environments.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={environment}
          onValueChange={(next) => onValueChange({ projectId, environment: next, secretPath: "/" })}
        />
      </Field>
      <Field label="Folder" error={error}>
        <Combobox
          key={environment}
          options={paths.map((path) => ({ value: path, label: path }))}
          value={secretPath}
          onValueChange={(path) => onValueChange({ ...value, secretPath: SecretPath.catch("/").parse(path ?? "/") })}
          isLoading={folders.isPending}
          placeholder="Type to search…"
          emptyText="There is no such folder."
        />
      </Field>
    </>
  );
}
