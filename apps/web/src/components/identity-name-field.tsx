import type { ComponentProps } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface IdentityNameFieldProps extends ComponentProps<typeof Input> {
  error: string | undefined;
}

/** The name of a new identity; takes what a form's `register` gives. */
export function IdentityNameField({ error, ...input }: IdentityNameFieldProps) {
  return (
    <Field label="Name" help="What people call it: the name of the workload, for example." error={error}>
      <Input {...input} />
    </Field>
  );
}
