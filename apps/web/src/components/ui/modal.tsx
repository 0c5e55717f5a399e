import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef } from "react";
import { buttonVariants } from "#components/ui/button.tsx";
import type { DialogProps } from "#components/ui/dialog.tsx";
import { backdropClass } from "#components/ui/popup.ts";
import { cn } from "#lib/cn.ts";

const PLACE = {
  center:
    "top-[max(1rem,8vh)] left-1/2 max-h-[calc(100dvh-max(2rem,10vh))] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 rounded-md border data-ending-style:opacity-0 data-starting-style:opacity-0",
  right:
    "inset-y-0 right-0 w-full max-w-xl border-l data-ending-style:translate-x-4 data-starting-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:opacity-0",
  left: "inset-y-0 left-0 w-72 max-w-[calc(100vw-3rem)] border-r data-ending-style:-translate-x-4 data-starting-style:-translate-x-4 data-ending-style:opacity-0 data-starting-style:opacity-0",
} as const;

const FIELD = "form :is(input, textarea, [role=combobox])";

interface ModalProps extends DialogProps {
  place: keyof typeof PLACE;
}

/** Shared by Dialog and Sheet: a modal with a title that scrolls inside, not the page behind. */
export function Modal({ isOpen, onOpenChange, title, description, children, place }: ModalProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropClass} />
        <BaseDialog.Popup
          ref={popup}
          // A form starts at its first field; by touch it does not, because that would open the screen's keyboard.
          initialFocus={(openedBy) =>
            openedBy === "touch" || (popup.current?.querySelector<HTMLElement>(FIELD) ?? true)
          }
          className={cn("fixed z-40 flex flex-col bg-raised text-ink outline-none transition", PLACE[place])}
        >
          <header className="flex items-start justify-between gap-4 border-b px-4 py-3">
            <div className="min-w-0">
              <BaseDialog.Title className="font-semibold text-base">{title}</BaseDialog.Title>
              {description && <BaseDialog.Description className="text-muted">{description}</BaseDialog.Description>}
            </div>
            <BaseDialog.Close aria-label="Close" className={buttonVariants({ variant: "ghost", size: "icon-sm" })}>
              <X aria-hidden />
            </BaseDialog.Close>
          </header>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
