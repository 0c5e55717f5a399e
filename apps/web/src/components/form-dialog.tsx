import { type ReactNode, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { DiscardDialog } from "#components/discard-dialog.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { useFormSubmission } from "#lib/form.ts";
import { keepFocus } from "#lib/keep-focus.ts";
import { useUnsavedGuard } from "#lib/use-unsaved-guard.ts";

interface FormDialogProps<Input extends FieldValues, Output extends FieldValues> {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  form: UseFormReturn<Input, unknown, Output>;
  /** Sends the values; the dialog closes when it succeeds, and what the server refuses goes to the fields. */
  onSubmit: (values: Output) => Promise<unknown>;
  submitLabel: string;
  /** False when `onSubmit` itself goes to another page, which takes the dialog with it. */
  isClosedOnSuccess?: boolean;
  /** The fields. */
  children: ReactNode;
}

/**
 * A form in a dialog. Render it only while it is open, so that it starts from its initial values each time.
 * Closing it with something typed asks first.
 */
export function FormDialog<Input extends FieldValues, Output extends FieldValues>(
  props: FormDialogProps<Input, Output>,
) {
  return <FormModal Frame={Dialog} {...props} />;
}

/** The same in a sheet, for long forms. */
export function FormSheet<Input extends FieldValues, Output extends FieldValues>(
  props: FormDialogProps<Input, Output>,
) {
  return <FormModal Frame={Sheet} {...props} />;
}

interface FormModalProps<Input extends FieldValues, Output extends FieldValues> extends FormDialogProps<Input, Output> {
  Frame: typeof Dialog;
}

function FormModal<Input extends FieldValues, Output extends FieldValues>(props: FormModalProps<Input, Output>) {
  const { Frame, form, onOpenChange } = props;
  const [isAskingToClose, setAskingToClose] = useState(false);
  const { isDirty, isSubmitting, isSubmitSuccessful } = form.formState;
  const guard = useUnsavedGuard(props.isOpen && isDirty && !isSubmitSuccessful);
  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    await props.onSubmit(values);
    if (props.isClosedOnSuccess ?? true) onOpenChange(false);
  });

  function discard(): void {
    setAskingToClose(false);
    onOpenChange(false);
    guard.leave();
  }

  return (
    <Frame
      isOpen={props.isOpen}
      onOpenChange={(open) => (!open && isDirty ? setAskingToClose(true) : onOpenChange(open))}
      title={props.title}
      description={props.description}
    >
      <form noValidate onSubmit={onSubmit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          {props.children}
          <FormError error={error} />
        </DialogBody>
        <DialogFooter>
          <Button onMouseDown={keepFocus} onClick={() => (isDirty ? setAskingToClose(true) : onOpenChange(false))}>
            Cancel
          </Button>
          <SubmitButton isPending={isSubmitting}>{props.submitLabel}</SubmitButton>
        </DialogFooter>
      </form>
      <DiscardDialog
        isOpen={isAskingToClose || guard.isAsking}
        onStay={() => {
          setAskingToClose(false);
          guard.stay();
        }}
        onDiscard={discard}
      />
    </Frame>
  );
}
