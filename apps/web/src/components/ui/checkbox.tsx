import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";

/** A box to tick. Label it with a Field, or `aria-label`. */
export function Checkbox(props: Omit<ComponentProps<typeof BaseCheckbox.Root>, "className" | "children">) {
  const Mark = props.indeterminate ? Minus : Check;
  return (
    <BaseCheckbox.Root
      className="flex size-4 shrink-0 items-center justify-center rounded-xs border border-line-strong bg-ground text-accent-ink data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-disabled:opacity-60"
      {...props}
    >
      <BaseCheckbox.Indicator>
        <Mark aria-hidden strokeWidth={3} className="size-3" />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
}
