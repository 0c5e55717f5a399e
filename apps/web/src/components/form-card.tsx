import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { DiscardDialog } from "#components/discard-dialog.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#lib/cn.ts";
import { useFormSubmission } from "#lib/form.ts";
import { useUnsavedGuard } from "#lib/use-unsaved-guard.ts";

interface FormCardProps<Input extends FieldValues, Output extends FieldValues> {
  title: string;
  description?: ReactNode;
  form: UseFormReturn<Input, unknown, Output>;
  onSubmit: (values: Output) => Promise<unknown>;
  submitLabel: string;
  /** True when the fields need all of the card's width. */
  isWide?: boolean;
  /** The fields. */
  children: ReactNode;
}

/** A form that is part of a page. What was saved becomes the new initial value; leaving with changes asks first. */
export function FormCard<Input extends FieldValues, Output extends FieldValues>(props: FormCardProps<Input, Output>) {
  const { form } = props;
  const { isDirty, isSubmitting } = form.formState;
  const guard = useUnsavedGuard(isDirty);
  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    await props.onSubmit(values);
    form.reset(form.getValues());
  });
  return (
    <Card title={props.title} description={props.description}>
      <form
        noValidate
        onSubmit={onSubmit}
        className={cn("flex flex-col items-stretch gap-4", !props.isWide && "max-w-xl")}
      >
        {props.children}
        <FormError error={error} />
        <div className="flex gap-2">
          <SubmitButton isPending={isSubmitting}>{props.submitLabel}</SubmitButton>
          {isDirty && <Button onClick={() => form.reset()}>Undo changes</Button>}
        </div>
      </form>
      <DiscardDialog isOpen={guard.isAsking} onStay={guard.stay} onDiscard={guard.leave} />
    </Card>
  );
}
