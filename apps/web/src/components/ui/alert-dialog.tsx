import type { ReactNode } from "react";
import { onDemandWhenOpen } from "#lib/on-demand.tsx";

export interface AlertDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** The actions, the harmless one first: it gets the focus. */
  children: ReactNode;
}

/** A question that must be answered: a click outside does not close it. */
export const AlertDialog = onDemandWhenOpen<AlertDialogProps>(
  async () => (await import("#components/ui/alert-modal.tsx")).AlertModal,
);
