import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export const tabListClass = "flex gap-1 overflow-x-auto border-b";
export const tabClass =
  "-mb-px flex h-9 shrink-0 items-center whitespace-nowrap rounded-t-xs border-transparent border-b-2 px-2.5 font-medium text-muted -outline-offset-2 transition-colors hover:text-ink data-active:border-accent data-active:text-ink";

interface TabsProps<Value extends string> {
  label: string;
  tabs: readonly { value: Value; label: ReactNode }[];
  /** Comes from the URL, and goes back to it: a tab can be sent to a colleague. */
  value: Value;
  onValueChange: (value: Value) => void;
  /** The panel of the chosen tab. */
  children: ReactNode;
}

/** Tabs of one page, the chosen one held in the URL's search. For tabs that are pages of their own see LinkTabs. */
export function Tabs<Value extends string>({ label, tabs, value, onValueChange, children }: TabsProps<Value>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next: Value) => onValueChange(next)} className="flex flex-col gap-4">
      <BaseTabs.List aria-label={label} className={tabListClass}>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      <BaseTabs.Panel value={value}>{children}</BaseTabs.Panel>
    </BaseTabs.Root>
  );
}
