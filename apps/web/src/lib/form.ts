import { zodResolver } from "@hookform/resolvers/zod";
import { type BaseSyntheticEvent, useState } from "react";
import { type DefaultValues, type FieldValues, type Path, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";
import { describeError, type ErrorDescription } from "#lib/errors.ts";

type FormSchema<Input extends FieldValues, Output extends FieldValues> = z.ZodType<Output, Input>;

/** A form checked by a schema of the contracts: each field when it is left, all of them on submit. */
export function useZodForm<Input extends FieldValues, Output extends FieldValues>(
  schema: FormSchema<Input, Output>,
  defaultValues: DefaultValues<Input>,
): UseFormReturn<Input, unknown, Output> {
  return useForm<Input, unknown, Output>({ resolver: zodResolver(schema), mode: "onTouched", defaultValues });
}

/**
 * Puts the server's field issues on the fields of this form and the focus on the first.
 * Returns what no field can show: null when every issue found its field.
 */
export function applyServerError<Input extends FieldValues, Output extends FieldValues>(
  form: UseFormReturn<Input, unknown, Output>,
  error: unknown,
): ErrorDescription | null {
  const described = describeError(error);
  const fieldNames = Object.keys(form.getValues());
  const [onFields, elsewhere] = partitionIssues(described.issues, fieldNames);
  onFields.forEach((issue, index) => {
    // The path was compared with the form's own field names just above.
    form.setError(issue.path as Path<Input>, { type: "server", message: issue.message }, { shouldFocus: index === 0 });
  });
  if (onFields.length > 0 && elsewhere.length === 0) return null;
  const details = elsewhere.map((issue) => `${issue.path}: ${issue.message}`);
  return details.length > 0 ? { ...described, message: [described.message, ...details].join(". ") } : described;
}

/** Issues whose path starts at one of the fields, and the others. */
export function partitionIssues<Issue extends { path: string }>(
  issues: readonly Issue[],
  fieldNames: readonly string[],
): [onFields: Issue[], elsewhere: Issue[]] {
  const isOnField = (issue: Issue) => fieldNames.includes(issue.path.split(".")[0] ?? "");
  return [issues.filter(isOnField), issues.filter((issue) => !isOnField(issue))];
}

export interface FormSubmission {
  onSubmit: (event?: BaseSyntheticEvent) => Promise<void>;
  /** Why the server did not accept the form, when no field is to blame. */
  error: ErrorDescription | null;
}

/** Submits a form to the server; what the server refuses goes back to the fields. */
export function useFormSubmission<Input extends FieldValues, Output extends FieldValues>(
  form: UseFormReturn<Input, unknown, Output>,
  action: (values: Output) => Promise<unknown>,
): FormSubmission {
  const [error, setError] = useState<ErrorDescription | null>(null);
  const onSubmit = form.handleSubmit(async (values) => {
    setError(null);
    try {
      await action(values);
    } catch (cause) {
      setError(applyServerError(form, cause));
    }
  });
  return { onSubmit, error };
}
