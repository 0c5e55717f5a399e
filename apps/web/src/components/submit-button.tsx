import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

interface SubmitButtonProps {
  isPending: boolean;
  children: ReactNode;
}

/**
 * The button that submits a form. Leaving a field may show its error, which moves the button away from under the
 * pointer in the middle of a press: so the field is left only once the press is over.
 */
export function SubmitButton({ isPending, children }: SubmitButtonProps) {
  return (
    <Button
      type="submit"
      variant="primary"
      isPending={isPending}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => event.currentTarget.focus()}
    >
      {children}
    </Button>
  );
}
