import { OwnProof } from "@podpass/contracts";
import { FormDialog } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useZodForm } from "#lib/form.ts";

interface ProveDialogProps {
  title: string;
  submitLabel: string;
  hasPassword: boolean;
  onClose: () => void;
  onProven: (proof: OwnProof) => Promise<void>;
}

/** Asks for the password once more, because a browser left open is not its owner. */
export function ProveDialog({ title, submitLabel, hasPassword, onClose, onProven }: ProveDialogProps) {
  const form = useZodForm(OwnProof, { currentPassword: "" });
  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={title}
      form={form}
      onSubmit={onProven}
      submitLabel={submitLabel}
      isClosedOnSuccess={false}
    >
      {hasPassword ? (
        <Field
          label="Your password"
          help="To make sure that it is you."
          error={form.formState.errors.currentPassword?.message}
        >
          <Input type="password" autoComplete="current-password" {...form.register("currentPassword")} />
        </Field>
      ) : (
        <p>This concerns every sign-in to your account, by your sign-in service too.</p>
      )}
    </FormDialog>
  );
}
