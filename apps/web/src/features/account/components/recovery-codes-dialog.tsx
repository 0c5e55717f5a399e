import { Download } from "lucide-react";
import { CopyButton } from "#components/copy-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogFooter } from "#components/ui/dialog.tsx";
import { downloadText } from "#lib/download-text.ts";

/** The recovery codes, which the server will never show again. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const text = codes.join("\n");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Recovery codes"
      description="Each signs you in once when your app is lost. Keep them where your phone is not: they are not shown again."
    >
      <DialogBody>
        <ul aria-label="Recovery codes" className="grid gap-x-6 gap-y-1 rounded-md border bg-sunken p-3 sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code} className="whitespace-nowrap font-mono text-[0.8125rem]">
              {code}
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={text} label="recovery codes" hasText />
          <Button onClick={() => downloadText("podpass-recovery-codes.txt", `${text}\n`)}>
            <Download aria-hidden />
            Download
          </Button>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          I have kept them
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
