import { Plus, X } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** What of a form this is about. */
interface WithMetadata {
  metadata?: { key: string; value: string }[];
}

/** Keys and values of one's own. Stands inside a FormProvider. `help` says what they are for. */
export function MetadataFields({ help }: { help: string }) {
  const { control, register, formState } = useFormContext<WithMetadata>();
  const { fields, append, remove } = useFieldArray({ control, name: "metadata" });
  const errors = formState.errors.metadata;
  const problem = errors?.root?.message ?? errors?.message;

  // A new entry is validated as a whole when it is added; its fields speak up once they were left, like any other.
  function problemOf(index: number, part: "key" | "value"): string | undefined {
    const isTouched = formState.touchedFields.metadata?.[index]?.[part] === true;
    return isTouched || formState.isSubmitted ? errors?.[index]?.[part]?.message : undefined;
  }

  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium">
        Metadata <span className="font-normal text-muted">(optional)</span>
      </legend>
      <p className="text-[0.8125rem] text-muted">{help}</p>
      {fields.map((entry, index) => (
        <div key={entry.id} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
            <Field label={`Key ${index + 1}`} error={problemOf(index, "key")}>
              <Input {...register(`metadata.${index}.key`)} />
            </Field>
            <Field label={`Value ${index + 1}`} error={problemOf(index, "value")}>
              <Input {...register(`metadata.${index}.value`)} />
            </Field>
          </div>
          <div className="mt-6">
            <Button variant="ghost" size="icon" aria-label={`Remove entry ${index + 1}`} onClick={() => remove(index)}>
              <X aria-hidden />
            </Button>
          </div>
        </div>
      ))}
      {problem && (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {problem}
        </p>
      )}
      <div>
        <Button size="sm" onClick={() => append({ key: "", value: "" })}>
          <Plus aria-hidden />
          Add entry
        </Button>
      </div>
    </fieldset>
  );
}
