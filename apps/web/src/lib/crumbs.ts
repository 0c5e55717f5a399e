import type { ComponentType } from "react";

/** What the breadcrumb says of a route: a text, or a component that reads the name of the record. */
export type Crumb = string | ComponentType<{ params: Record<string, string> }>;

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    crumb?: Crumb;
    /** Where the crumb leads when that is not the route's own address; the page it leads to counts as open too. */
    crumbTo?: { path: string; search?: Record<string, string> };
  }
}
