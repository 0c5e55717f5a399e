import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { type Ref, useMemo } from "react";
import { controlClass } from "#components/ui/input.tsx";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";
import { cn } from "#lib/cn.ts";

export interface ComboboxOption {
  value: string;
  label: string;
}

interface ComboboxProps {
  options: readonly ComboboxOption[];
  value: string | null;
  onValueChange: (value: string | null) => void;
  /** Called with what is typed when the options come from a server that searches. */
  onSearchChange?: (search: string) => void;
  isLoading?: boolean;
  isDisabled?: boolean;
  placeholder?: string;
  emptyText?: string;
  onBlur?: () => void;
  /** Needed outside a Field. */
  "aria-label"?: string;
  /** The text input, for the focus. */
  ref?: Ref<HTMLInputElement>;
}

/** A select one types into. Filters the options it has; what lies beyond them the caller fetches. */
export function Combobox(props: ComboboxProps) {
  const { options, value, onValueChange, onSearchChange, isLoading = false, isDisabled = false, onBlur } = props;
  const items = useMemo(
    () =>
      BaseCombobox.createItems([...options], {
        getValue: (option) => option.value,
        getLabel: (option) => option.label,
      }),
    [options],
  );
  return (
    <BaseCombobox.Root
      items={items}
      value={value}
      onValueChange={onValueChange}
      onInputValueChange={onSearchChange}
      disabled={isDisabled}
    >
      <BaseCombobox.InputGroup className="relative">
        <BaseCombobox.Input
          ref={props.ref}
          onBlur={onBlur}
          aria-label={props["aria-label"]}
          placeholder={props.placeholder ?? "Search…"}
          className={cn(controlClass, "h-8 pr-8 pl-2.5")}
        />
        <BaseCombobox.Trigger
          aria-label="Show options"
          aria-labelledby={undefined}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-sm text-muted"
        >
          <ChevronsUpDown aria-hidden className="size-4" />
        </BaseCombobox.Trigger>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} className="z-50">
          <BaseCombobox.Popup className={cn(popupClass, "w-(--anchor-width) p-1")}>
            <BaseCombobox.Status className="px-2 text-muted">{isLoading && "Searching…"}</BaseCombobox.Status>
            {!isLoading && (
              <BaseCombobox.Empty className="px-2 py-1.5 text-muted empty:p-0">
                {props.emptyText ?? "Nothing found."}
              </BaseCombobox.Empty>
            )}
            <BaseCombobox.List>
              {(option: ComboboxOption) => (
                <BaseCombobox.Item key={option.value} value={option.value} className={popupItemClass}>
                  <span className="min-w-0 flex-1">{option.label}</span>
                  <BaseCombobox.ItemIndicator>
                    <Check aria-hidden />
                  </BaseCombobox.ItemIndicator>
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}
