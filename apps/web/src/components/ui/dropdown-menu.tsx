import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";
import { cn } from "#lib/cn.ts";

interface DropdownMenuProps {
  /** The button that opens it, with its accessible name. */
  trigger: ReactElement;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
}

export function DropdownMenu({ trigger, align = "end", side = "bottom", children }: DropdownMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner align={align} side={side} sideOffset={4} className="z-50">
          <Menu.Popup className={cn(popupClass, "min-w-44 p-1")}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface MenuItemProps {
  onClick?: () => void;
  isDanger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ isDanger = false, ...props }: MenuItemProps) {
  return <Menu.Item className={cn(popupItemClass, isDanger && "text-bad data-highlighted:bg-bad-soft!")} {...props} />;
}

interface MenuCheckboxItemProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
}

/** One of several that can be chosen together: the menu stays open. */
export function MenuCheckboxItem({ children, ...props }: MenuCheckboxItemProps) {
  return (
    <Menu.CheckboxItem {...props} className={popupItemClass}>
      <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
      <span className="flex size-4 items-center">
        <Menu.CheckboxItemIndicator>
          <Check aria-hidden />
        </Menu.CheckboxItemIndicator>
      </span>
    </Menu.CheckboxItem>
  );
}

/** An address outside the dashboard's pages: a file to download. */
export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Menu.LinkItem href={href} download closeOnClick className={popupItemClass}>
      {children}
    </Menu.LinkItem>
  );
}

export function MenuSeparator() {
  return <Menu.Separator className="-mx-1 my-1 border-t" />;
}

/** Text among the items that cannot be chosen. */
export function MenuText({ children }: { children: ReactNode }) {
  return <div className="px-2 py-1 text-muted">{children}</div>;
}

interface MenuRadioGroupProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onValueChange: (value: Value) => void;
}

export function MenuRadioGroup<Value extends string>({
  label,
  value,
  options,
  onValueChange,
}: MenuRadioGroupProps<Value>) {
  return (
    <Menu.RadioGroup value={value} onValueChange={onValueChange}>
      <Menu.GroupLabel className="px-2 py-1 text-[0.8125rem] text-muted">{label}</Menu.GroupLabel>
      {options.map((option) => (
        <Menu.RadioItem key={option.value} value={option.value} className={popupItemClass}>
          <span className="flex-1">{option.label}</span>
          <Menu.RadioItemIndicator className="size-1.5 rounded-full bg-accent" />
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
