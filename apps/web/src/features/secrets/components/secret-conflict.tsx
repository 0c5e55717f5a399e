import type { UpdateSecretInput } from "@podpass/contracts";
import { useFormContext, useWatch } from "react-hook-form";
import { RelativeTime } from "#components/relative-time.tsx";
import { TextDiff } from "#features/secrets/components/text-diff.tsx";
import type { SecretConflict } from "#features/secrets/hooks/use-secret-editor.ts";
import { changedFields } from "#features/secrets/lib/secret-change.ts";
import type { MaskedSecret } from "#features/secrets/lib/secret-place.ts";

interface SecretConflictPanelProps {
  /** The version the editing began at. */
  base: MaskedSecret;
  conflict: SecretConflict;
}

/** Theirs and mine of every field that I changed. Stands inside the FormProvider of the secret's form. */
export function SecretConflictPanel({ base, conflict: { theirs, theirValue } }: SecretConflictPanelProps) {
  const { control, formState } = useFormContext<UpdateSecretInput>();
  const mine = useWatch({ control });
  const fields = changedFields(formState.dirtyFields);
  return (
    <section
      role="alert"
      aria-label="Changed by somebody else"
      className="flex flex-col gap-3 rounded-md border border-warn bg-warn-soft p-3"
    >
      <div>
        <p className="font-medium">
          Somebody else changed this secret while you were editing. Nothing was overwritten.
        </p>
        <p>
          You began at version {base.version}; now it is version {theirs.version}, saved{" "}
          <RelativeTime at={theirs.updatedAt} />. Lines with − are theirs, lines with + are yours.
          {theirs.key !== base.key && ` It is called ${theirs.key} now.`}
        </p>
      </div>
      {fields.includes("newKey") && <TextDiff label="Key" before={theirs.key} after={mine.newKey ?? ""} />}
      {fields.includes("value") &&
        (theirValue === null ? (
          <p>You may not read their value. Saving yours replaces it.</p>
        ) : (
          <TextDiff label="Value" before={theirValue} after={mine.value ?? ""} />
        ))}
      {fields.includes("comment") && <TextDiff label="Comment" before={theirs.comment} after={mine.comment ?? ""} />}
      {fields.includes("tagIds") && (
        <p>Their tags: {theirs.tags.map(({ slug }) => slug).join(", ") || "none"}. Yours replace them.</p>
      )}
      {fields.includes("metadata") && (
        <TextDiff label="Metadata" before={metadataText(theirs.metadata)} after={metadataText(mine.metadata ?? [])} />
      )}
      <p>Saving yours changes only these fields. What they changed in others stays.</p>
    </section>
  );
}

function metadataText(metadata: readonly { key?: string; value?: string }[]): string {
  return metadata.map(({ key, value }) => `${key} = ${value}`).join("\n");
}
