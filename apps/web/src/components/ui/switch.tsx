import { Switch as BaseSwitch } from "@base-ui/react/switch";
import type { ComponentProps } from "react";

/** On or off, at once or with the form it is in. Label it with a Field, or `aria-label`. */
export function Switch(props: Omit<ComponentProps<typeof BaseSwitch.Root>, "className" | "children">) {
  return (
    <BaseSwitch.Root
      className="flex h-5 w-9 shrink-0 rounded-full border border-line-strong bg-active p-0.5 transition-colors data-disabled:opacity-60 data-checked:border-accent data-checked:bg-accent"
      {...props}
    >
      <BaseSwitch.Thumb className="aspect-square h-full rounded-full bg-line-strong transition-transform data-checked:translate-x-4 data-checked:bg-accent-ink" />
    </BaseSwitch.Root>
  );
}
