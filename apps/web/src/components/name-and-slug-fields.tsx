import { slugFromName } from "@podpass/contracts";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface Named {
  name?: string;
  slug?: string;
}

interface NameAndSlugFieldsProps<Values extends Named, Output extends FieldValues> {
  form: UseFormReturn<Values, unknown, Output>;
  /** Who names it by its slug, as a sentence. */
  slugHelp: string;
  /** Of something new the slug follows the name, until somebody writes one. */
  isNew?: boolean;
}

/** What people and programs call something. */
export function NameAndSlugFields<Values extends Named, Output extends FieldValues>(
  props: NameAndSlugFieldsProps<Values, Output>,
) {
  // A form's type does not let go of its other fields; here only these two are touched.
  const form = props.form as unknown as UseFormReturn<Named>;
  const { errors, dirtyFields } = form.formState;
  const isSlugFollowing = props.isNew && !dirtyFields.slug;
  const name = form.register("name", {
    onChange: (event: { target: { value: string } }) => {
      if (isSlugFollowing) form.setValue("slug", event.target.value.trim() && slugFromName(event.target.value));
    },
  });
  return (
    <>
      <Field label="Name" error={errors.name?.message}>
        <Input {...name} />
      </Field>
      <Field label="Slug" help={props.slugHelp} error={errors.slug?.message}>
        <Input {...form.register("slug")} spellCheck={false} className="font-mono" />
      </Field>
    </>
  );
}
