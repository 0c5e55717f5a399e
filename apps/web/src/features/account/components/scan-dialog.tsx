import { ConfirmSecondFactorInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { CopyButton } from "#components/copy-button.tsx";
import { FormDialog } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { QrCode } from "#features/account/components/qr-code.tsx";
import { useZodForm } from "#lib/form.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface ScanDialogProps {
  begun: RouterOutputs["account"]["beginSecondFactor"];
  onClose: () => void;
  onConfirmed: (recoveryCodes: string[]) => Promise<void>;
}

/** Hands the secret to the authenticator app, and lets the person show that it arrived. */
export function ScanDialog({ begun, onClose, onConfirmed }: ScanDialogProps) {
  const form = useZodForm(ConfirmSecondFactorInput, { code: "" });
  const confirm = useMutation(trpc.account.confirmSecondFactor.mutationOptions());
  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Set up two-factor authentication"
      form={form}
      onSubmit={async (values) => onConfirmed((await confirm.mutateAsync(values)).recoveryCodes)}
      submitLabel="Enable"
      isClosedOnSuccess={false}
    >
      <div className="flex flex-col items-start gap-2">
        <p>Scan this with your authenticator app, or type the key into it.</p>
        <QrCode text={begun.uri} label="QR code for your authenticator app" />
        <div className="flex flex-wrap items-center gap-2">
          <code className="break-all font-mono text-[0.8125rem]">{begun.secret.replace(/.{4}(?=.)/g, "$& ")}</code>
          <CopyButton text={begun.secret} label="key" />
        </div>
      </div>
      <Field label="Code" help="The six digits it shows now." error={form.formState.errors.code?.message}>
        <Input inputMode="numeric" autoComplete="one-time-code" {...form.register("code")} />
      </Field>
    </FormDialog>
  );
}
