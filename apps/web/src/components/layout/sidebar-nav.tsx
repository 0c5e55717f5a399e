import { Link, linkOptions, useMatches } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { NavigationGroup, NavigationItem } from "#components/layout/navigation.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { cn } from "#lib/cn.ts";

interface SidebarNavProps {
  groups: NavigationGroup[];
  /** Inside a project: a way back to the organization. */
  hasBackLink: boolean;
  /** Icons only; names stay for screen readers and as tooltips. */
  isCollapsed: boolean;
  onNavigate?: () => void;
}

const itemClass =
  "flex h-8 items-center gap-2.5 rounded-sm px-2 text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-active aria-[current=page]:font-medium aria-[current=page]:text-ink [&_svg]:size-4 [&_svg]:shrink-0";

export function SidebarNav({ groups, hasBackLink, isCollapsed, onNavigate }: SidebarNavProps) {
  return (
    <nav aria-label="Main" className="flex flex-1 flex-col gap-4 overflow-y-auto p-2">
      {hasBackLink && <NavLink item={BACK_ITEM} isExact isCollapsed={isCollapsed} onClick={onNavigate} />}
      {groups.map((group) => (
        <div key={group.label ?? "main"} className="flex flex-col gap-0.5">
          {group.label && (
            <h2 className={cn("px-2 pb-1 font-medium text-muted text-xs", isCollapsed && "sr-only")}>{group.label}</h2>
          )}
          {group.items.map((item) => (
            <NavLink key={item.label} item={item} isExact={false} isCollapsed={isCollapsed} onClick={onNavigate} />
          ))}
        </div>
      ))}
    </nav>
  );
}

const BACK_ITEM: NavigationItem = { label: "All projects", icon: ArrowLeft, link: linkOptions({ to: "/projects" }) };

interface NavLinkProps {
  item: NavigationItem;
  /** Current only at this very address, not below it. */
  isExact: boolean;
  isCollapsed: boolean;
  onClick: (() => void) | undefined;
}

function NavLink({ item, isExact, isCollapsed, onClick }: NavLinkProps) {
  const isParent = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.crumbTo?.path === item.link.to),
  });
  const anchor = (
    <Link
      {...item.link}
      aria-current={isParent ? "page" : undefined}
      activeOptions={{ exact: isExact, includeSearch: false }}
      onClick={onClick}
      className={cn(itemClass, isCollapsed && "justify-center")}
    >
      <item.icon aria-hidden />
      <span className={isCollapsed ? "sr-only" : "truncate"}>{item.label}</span>
    </Link>
  );
  return isCollapsed ? <Tooltip text={item.label}>{anchor}</Tooltip> : anchor;
}
