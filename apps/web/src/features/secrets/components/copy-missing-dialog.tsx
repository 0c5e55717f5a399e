import { useMutation } from "@tanstack/react-query";
import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { countSecrets } from "#features/secrets/lib/by-place.ts";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";
import { useAttempt } from "#lib/use-attempt.ts";

interface CopyMissingDialogProps {
  from: SecretPlace;
  /** The environment's slug; the folder is the same. */
  to: string;
  keys: readonly string[];
  onClose: () => void;
}

export function CopyMissingDialog({ from, to, keys, onClose }: CopyMissingDialogProps) {
  const copy = useMutation(trpc.secret.copy.mutationOptions());
  const { isPending, error, attempt } = useAttempt();

  async function submit(): Promise<void> {
    const destination = { environment: to, secretPath: from.secretPath };
    const { count } = await copy.mutateAsync({ ...from, keys: [...keys], to: destination, whenPresent: "skip" });
    await refreshSecrets();
    toast.success(`${countSecrets(count)} copied to ${to}`);
    onClose();
  }

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Copy ${countSecrets(keys.length)} from ${from.environment} to ${to}?`}
      description="With values, comments, tags and metadata. What the destination has by now is left as it is."
    >
      <DialogBody>
        <ul aria-label="Missing secrets" className="flex flex-col gap-0.5 break-all font-mono text-[0.8125rem]">
          {keys.map((key) => (
            <li key={key}>{key}</li>
          ))}
        </ul>
        <FormError error={error} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" isPending={isPending} onClick={() => attempt(submit)}>
          Copy
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
