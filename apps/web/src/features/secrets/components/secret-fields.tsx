import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { MetadataFields } from "#components/metadata-fields.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { TagsField } from "#features/secrets/components/tags-field.tsx";
import { useProjectCan } from "#lib/can.ts";
import { trpc } from "#lib/trpc.ts";

/** What making and editing a secret have in common. */
interface SecretNotes {
  projectId: string;
  value?: string;
  comment?: string;
  tagIds?: string[];
  metadata?: { key: string; value: string }[];
}

export function ValueField({ actions }: { actions?: ReactNode }) {
  const { register, formState } = useFormContext<SecretNotes>();
  return (
    <Field
      label="Value"
      help="Kept as typed, line breaks included. ${NAME} and ${environment.folder.NAME} stand for other secrets' values."
      error={formState.errors.value?.message}
    >
      <Textarea {...register("value")} className="min-h-28! font-mono" />
      {actions}
    </Field>
  );
}

/** Comment, tags and metadata. Stands inside a FormProvider. */
export function SecretNotesFields() {
  const { register, control, setValue, formState } = useFormContext<SecretNotes>();
  const [projectId, tagIds = []] = useWatch({ control, name: ["projectId", "tagIds"] });
  const can = useProjectCan(projectId);
  const tags = useQuery(trpc.tag.list.queryOptions({ projectId }, { enabled: can("tags:read") }));
  return (
    <>
      <Field label="Comment" isOptional error={formState.errors.comment?.message}>
        <Textarea {...register("comment")} />
      </Field>
      {can("tags:read") && (
        <TagsField
          projectId={projectId}
          tags={tags.data?.items ?? []}
          value={tagIds}
          onValueChange={(ids) => setValue("tagIds", ids, { shouldDirty: true, shouldTouch: true })}
          error={formState.errors.tagIds?.message}
        />
      )}
      <MetadataFields help="Keys and values of your own; clients can filter by them." />
    </>
  );
}
