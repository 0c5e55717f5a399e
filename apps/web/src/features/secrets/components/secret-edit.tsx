import { FormProvider, useWatch } from "react-hook-form";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { SecretValue } from "#features/secrets/components/masked-value.tsx";
import { SecretConflictPanel } from "#features/secrets/components/secret-conflict.tsx";
import { SecretNotesFields, ValueField } from "#features/secrets/components/secret-fields.tsx";
import { useReveal } from "#features/secrets/hooks/use-reveal.ts";
import type { useSecretEditor } from "#features/secrets/hooks/use-secret-editor.ts";
import { placeOf } from "#features/secrets/lib/secret-place.ts";
import { describeError } from "#lib/errors.ts";

type Editor = ReturnType<typeof useSecretEditor>;

/** The value is asked for only when it is to be changed, so that correcting a comment reads no secret. */
export function SecretEdit({ editor, canRead }: { editor: Editor; canRead: boolean }) {
  const { base, form, conflict, onSubmit, error } = editor;
  const { errors, isDirty, isSubmitting } = form.formState;
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <Field label="Key" help="Pods that read the old key stop getting it." error={errors.newKey?.message}>
          <Input {...form.register("newKey")} spellCheck={false} className="font-mono" />
        </Field>
        <EditedValue editor={editor} canRead={canRead} />
        <SecretNotesFields />
        {conflict && <SecretConflictPanel base={base} conflict={conflict} />}
        {editor.isUnchanged && !isDirty && <p role="status">Nothing was changed.</p>}
        <FormError error={error} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton isPending={isSubmitting}>
            {conflict ? `Save mine over version ${conflict.theirs.version}` : "Save changes"}
          </SubmitButton>
          {conflict ? (
            <Button onClick={() => editor.takeTheirs(conflict.theirs)}>Keep theirs</Button>
          ) : (
            isDirty && <Button onClick={() => editor.takeTheirs(base)}>Undo changes</Button>
          )}
        </div>
      </form>
    </FormProvider>
  );
}

function EditedValue({ editor: { base, form }, canRead }: { editor: Editor; canRead: boolean }) {
  const { reveal, isPending } = useReveal(placeOf(base), base.key);
  const value = useWatch({ control: form.control, name: "value" });

  async function change(): Promise<void> {
    try {
      // What stands there is where the editing begins: typing it back is not a change.
      const defaultValue = canRead ? await reveal() : "";
      form.register("value");
      form.resetField("value", { defaultValue });
    } catch (error) {
      toast.error("The value could not be read", describeError(error).message);
    }
  }

  if (value !== undefined) return <ValueField />;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="font-medium">Value</p>
      <SecretValue key={base.version} place={placeOf(base)} secretKey={base.key} canRead={canRead} />
      <Button size="sm" isPending={isPending} onClick={change}>
        Change value
      </Button>
    </div>
  );
}
