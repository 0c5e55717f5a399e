import { type DialogProps, Modal } from "#components/ui/dialog.tsx";

interface SheetProps extends DialogProps {
  side?: "left" | "right";
}

/** A dialog at an edge, full height: for a record's details, a long form, or the navigation of a small screen. */
export function Sheet({ side = "right", ...props }: SheetProps) {
  return <Modal place={side} {...props} />;
}
