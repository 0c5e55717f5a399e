import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClass } from "#components/ui/input.tsx";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";
import { cn } from "#lib/cn.ts";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A second line that says when to choose it. */
  hint?: string;
}

interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean;
  /** Needed outside a Field. */
  "aria-label"?: string;
  ref?: ComponentProps<typeof BaseSelect.Trigger>["ref"];
  onBlur?: () => void;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, placeholder = "Choose…", disabled, ref, onBlur } = props;
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={disabled}
    >
      <BaseSelect.Trigger
        ref={ref}
        onBlur={onBlur}
        aria-label={props["aria-label"]}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 px-2.5 text-left")}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-muted" />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden className="size-4 text-muted" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-50">
          <BaseSelect.Popup className={cn(popupClass, "min-w-(--anchor-width) p-1")}>
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item key={option.value} value={option.value} className={popupItemClass}>
                  <span className="min-w-0 flex-1">
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                    {option.hint && <span className="block text-[0.8125rem] text-muted">{option.hint}</span>}
                  </span>
                  <BaseSelect.ItemIndicator>
                    <Check aria-hidden />
                  </BaseSelect.ItemIndicator>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
