import type { OrganizationPermission, ProjectPermission } from "@podpass/contracts";
import { type LinkProps, linkOptions } from "@tanstack/react-router";
import {
  FolderKey,
  KeyRound,
  Layers,
  LogIn,
  type LucideIcon,
  Route,
  ScrollText,
  Settings,
  ShieldCheck,
} from "lucide-react";
import { canSetUp } from "#lib/can-set-up.ts";

/** Any link of the program; `linkOptions` checks it against the routes where it is made. */
type AppLink = Pick<LinkProps, "to" | "params" | "search">;

export interface NavigationItem {
  label: string;
  icon: LucideIcon;
  link: AppLink;
}

export interface NavigationGroup {
  /** Absent for the first group, which needs no heading. */
  label?: string;
  items: NavigationItem[];
}

/** The pages of the organization this user may see. Sidebar and command palette show the same. */
export function organizationNavigation(can: (permission: OrganizationPermission) => boolean): NavigationGroup[] {
  const items: NavigationItem[] = [{ label: "Projects", icon: FolderKey, link: linkOptions({ to: "/projects" }) }];
  if (can("member:read") || can("identity:read") || can("role:read")) {
    items.push({ label: "Access Control", icon: ShieldCheck, link: linkOptions({ to: "/access-control" }) });
  }
  if (can("audit-logs:read")) {
    items.push({ label: "Login activity", icon: LogIn, link: linkOptions({ to: "/login-activity" }) });
    items.push({ label: "Audit log", icon: ScrollText, link: linkOptions({ to: "/audit-log" }) });
  }
  if (can("settings:read")) {
    items.push({ label: "Settings", icon: Settings, link: linkOptions({ to: "/settings" }) });
  }
  if (canSetUp(can)) items.push({ label: "Guided setup", icon: Route, link: linkOptions({ to: "/guided-setup" }) });
  return [{ items }];
}

/** The pages of one project this user may see. */
export function projectNavigation(
  projectId: string,
  can: (permission: ProjectPermission) => boolean,
): NavigationGroup[] {
  const params = { projectId };
  const groups: NavigationGroup[] = [];
  if (can("secrets:describeSecret")) {
    const link = linkOptions({ to: "/projects/$projectId/secrets", params });
    groups.push({ items: [{ label: "Secrets", icon: KeyRound, link }] });
  }
  const settings: NavigationItem[] = [
    { label: "General", icon: Settings, link: linkOptions({ to: "/projects/$projectId/settings", params }) },
  ];
  if (can("environments:read")) {
    const link = linkOptions({ to: "/projects/$projectId/environments", params });
    settings.push({ label: "Environments", icon: Layers, link });
  }
  if (can("identity:read") || can("member:read") || can("role:read")) {
    const link = linkOptions({ to: "/projects/$projectId/access", params });
    settings.push({ label: "Access Control", icon: ShieldCheck, link });
  }
  groups.push({ label: "Project Settings", items: settings });
  return groups;
}
