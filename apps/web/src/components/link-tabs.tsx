import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { tabClass, tabListClass } from "#components/ui/tabs.tsx";

/** Tabs that are pages of their own: links, of which the current one is marked. */
export function LinkTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={tabListClass}>
      {children}
    </nav>
  );
}

function TabAnchor(props: Omit<ComponentProps<"a">, "className">) {
  // Last, because the router hands over a class of its own for the current link.
  return <a {...props} className={`${tabClass} aria-[current=page]:border-accent aria-[current=page]:text-ink`} />;
}

export const LinkTab = createLink(TabAnchor);
