import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { DiscardDialog } from "#components/discard-dialog.tsx";
import { FormError } from "#components/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { toast } from "#components/ui/toast.tsx";
import { FilePreviewList } from "#features/secrets/components/file-preview-list.tsx";
import { type ChosenFormat, SecretsTextField } from "#features/secrets/components/secrets-text-field.tsx";
import { useFilePreview } from "#features/secrets/hooks/use-file-preview.ts";
import { countSecrets } from "#features/secrets/lib/by-place.ts";
import { changesOf } from "#features/secrets/lib/file-preview.ts";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { describeError } from "#lib/errors.ts";
import { trpc } from "#lib/trpc.ts";

/** Many secrets from a pasted or dropped file: read, shown with what it would change, then written all or none. */
export function AddManySheet({ place, onClose }: { place: SecretPlace; onClose: () => void }) {
  const [text, setText] = useState("");
  const [format, setFormat] = useState<ChosenFormat>("auto");
  const [isOverwriting, setOverwriting] = useState(true);
  const [isAskingToClose, setAskingToClose] = useState(false);
  const { preview, error, isPending, show, goBack, setError } = useFilePreview(place);
  const apply = useMutation(trpc.secret.writeMany.mutationOptions({ gcTime: 0 }));
  const changes = changesOf(preview?.rows ?? [], isOverwriting);
  const writtenCount = changes.create.length + changes.update.length;

  async function write(): Promise<void> {
    if (writtenCount === 0) {
      setError({ message: "There is nothing to write.", issues: [] });
      return;
    }
    try {
      const { count } = await apply.mutateAsync({ ...place, ...changes });
      await refreshSecrets();
      toast.success(`${countSecrets(count)} written`);
      onClose();
    } catch (cause) {
      // What the preview was about has changed: it is made anew, so that nothing unseen is overwritten.
      await show(text, format);
      setError(describeError(cause));
    }
  }

  return (
    <Sheet
      isOpen
      onOpenChange={() => (text === "" ? onClose() : setAskingToClose(true))}
      title="Add many secrets"
      description={`To ${place.environment}, folder ${place.secretPath}. Nothing is written before you have seen what changes.`}
    >
      <DialogBody>
        {preview ? (
          <FilePreviewList preview={preview} isOverwriting={isOverwriting} onOverwritingChange={setOverwriting} />
        ) : (
          <SecretsTextField text={text} onTextChange={setText} format={format} onFormatChange={setFormat} />
        )}
        <FormError error={error} />
      </DialogBody>
      <DialogFooter>
        {preview ? (
          <>
            <Button onClick={goBack}>Back to the text</Button>
            <Button variant="primary" isPending={apply.isPending} onClick={write}>
              {`Write ${countSecrets(writtenCount)}`}
            </Button>
          </>
        ) : (
          <Button variant="primary" isPending={isPending} onClick={() => show(text, format)}>
            Show what changes
          </Button>
        )}
      </DialogFooter>
      <DiscardDialog isOpen={isAskingToClose} onStay={() => setAskingToClose(false)} onDiscard={onClose} />
    </Sheet>
  );
}
