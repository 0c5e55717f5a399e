import { AlertDialog as BaseAlertDialog } from "@base-ui/react/alert-dialog";
import type { AlertDialogProps } from "#components/ui/alert-dialog.tsx";
import { backdropClass } from "#components/ui/popup.ts";

export function AlertModal({ isOpen, onOpenChange, title, description, children }: AlertDialogProps) {
  return (
    <BaseAlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={backdropClass} />
        <BaseAlertDialog.Popup className="fixed top-[max(1rem,12vh)] left-1/2 z-40 flex max-h-[calc(100dvh-max(2rem,14vh))] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 flex-col gap-3 overflow-y-auto rounded-md border bg-raised p-4 text-ink outline-none transition data-ending-style:opacity-0 data-starting-style:opacity-0">
          <BaseAlertDialog.Title className="font-semibold text-base">{title}</BaseAlertDialog.Title>
          <BaseAlertDialog.Description render={<div />} className="text-muted">
            {description}
          </BaseAlertDialog.Description>
          {children}
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
