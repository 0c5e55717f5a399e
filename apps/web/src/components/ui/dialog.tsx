import type { ReactNode } from "react";
import { onDemandWhenOpen } from "#lib/on-demand.tsx";

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
}

/** Shared by Dialog and Sheet. */
export const Modal = onDemandWhenOpen(async () => (await import("#components/ui/modal.tsx")).Modal);

export function Dialog(props: DialogProps) {
  return <Modal place="center" {...props} />;
}

/** What a dialog says, between its title and its footer; scrolls when there is too much of it. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">{children}</div>;
}

/** The actions, at the bottom right; the main one last. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{children}</footer>;
}
