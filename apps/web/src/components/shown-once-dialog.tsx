import { SecretOnce, type SecretOnceProps } from "#components/secret-once.tsx";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";

interface ShownOnceDialogProps {
  title: string;
  description: string;
  secret: SecretOnceProps;
  onClose: () => void;
}

/** Shows a credential this once; a click beside it does not close it. */
export function ShownOnceDialog({ title, description, secret, onClose }: ShownOnceDialogProps) {
  return (
    <AlertDialog isOpen onOpenChange={onClose} title={title} description={description}>
      <SecretOnce {...secret} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </AlertDialog>
  );
}
