import { type FormEvent, type ReactNode, useId, useState } from "react";
import { FormError } from "#components/form-error.tsx";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { isOutdated } from "#lib/errors.ts";
import { useAttempt } from "#lib/use-attempt.ts";

interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What breaks now, with the count where there is one. */
  consequence: ReactNode;
  /** The verb of the button: "Delete project". */
  actionLabel: string;
  /** "primary" for what gives instead of taking. */
  tone?: "danger" | "primary";
  /** When given, this name must be typed: for what cannot be undone. */
  typedName?: string;
  /** Does it; the dialog closes when it succeeds and says why when it does not. */
  onConfirm: () => Promise<unknown>;
  /** Where others change the same: shows it as it is now. Offered instead of the action once that is outdated. */
  onLookAgain?: () => Promise<unknown>;
}

/** Asks before something is destroyed, or given on a scale that asks for a second look. */
export function ConfirmDialog({ isOpen, onOpenChange, ...props }: ConfirmDialogProps) {
  return (
    <AlertDialog isOpen={isOpen} onOpenChange={onOpenChange} title={props.title} description={props.consequence}>
      <ConfirmForm {...props} onClose={() => onOpenChange(false)} />
    </AlertDialog>
  );
}

type ConfirmFormProps = Omit<ConfirmDialogProps, "isOpen" | "onOpenChange"> & { onClose: () => void };

function ConfirmForm({ actionLabel, tone = "danger", typedName, onConfirm, onLookAgain, onClose }: ConfirmFormProps) {
  const inputId = useId();
  const [typed, setTyped] = useState("");
  const action = useAttempt();
  const look = useAttempt();
  const isMatching = typedName === undefined || typed.trim() === typedName;
  const isLookWanted = onLookAgain !== undefined && isOutdated(action.error);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isLookWanted) {
      await look.attempt(() => finish(onLookAgain));
    } else if (isMatching) {
      await action.attempt(() => finish(onConfirm));
    } else {
      action.setError({ message: `Type ${typedName} to confirm.`, issues: [] });
    }
  }

  async function finish(act: () => Promise<unknown>): Promise<void> {
    await act();
    onClose();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {typedName !== undefined && (
        <div className="flex flex-col gap-1">
          <Label htmlFor={inputId}>
            Type <code className="break-all font-mono text-[0.8125rem]">{typedName}</code> to confirm
          </Label>
          <Input id={inputId} value={typed} onValueChange={setTyped} />
        </div>
      )}
      <FormError error={look.error ?? action.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant={isLookWanted ? "primary" : tone} isPending={action.isPending || look.isPending}>
          {isLookWanted ? "Look again" : actionLabel}
        </Button>
      </div>
    </form>
  );
}
