import { type ReactNode, useState } from "react";
import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { PlaceFields } from "#features/secrets/components/place-fields.tsx";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useProjectCan } from "#lib/can.ts";
import { useAttempt } from "#lib/use-attempt.ts";

interface DestinationDialogProps {
  title: string;
  description: string;
  actionLabel: string;
  /** Where the page is: the destination to begin with. */
  place: SecretPlace;
  /** Does it; the dialog closes when it succeeds and says why when it does not. */
  onSubmit: (to: { environment: string; secretPath: string }) => Promise<void>;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks where secrets are to go: a place other than the page's, in which the user may add secrets. */
export function DestinationDialog(props: DestinationDialogProps) {
  const { place, onSubmit, onClose } = props;
  const [to, setTo] = useState(place);
  const { isPending, error, attempt } = useAttempt();
  const can = useProjectCan(place.projectId);
  const isElsewhere = to.environment !== place.environment || to.secretPath !== place.secretPath;
  const mayWrite = can("secrets:create", { environment: to.environment, secretPath: to.secretPath });
  const problem = !isElsewhere
    ? "Choose another environment or folder"
    : mayWrite
      ? undefined
      : "You may not add secrets there";
  const [isAsked, setAsked] = useState(false);

  async function submit(): Promise<void> {
    setAsked(true);
    if (problem) return;
    await attempt(async () => {
      await onSubmit({ environment: to.environment, secretPath: to.secretPath });
      onClose();
    });
  }

  return (
    <Dialog isOpen onOpenChange={onClose} title={props.title} description={props.description}>
      <DialogBody>
        <PlaceFields value={to} onValueChange={setTo} error={isAsked ? problem : undefined} />
        {props.children}
        <FormError error={error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" isPending={isPending} onClick={submit}>
          {props.actionLabel}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
