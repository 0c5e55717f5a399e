import type { NavigationGroup } from "#components/layout/navigation.ts";
import { SidebarNav } from "#components/layout/sidebar-nav.tsx";
import { Wordmark } from "#components/layout/wordmark.tsx";
import { Sheet } from "#components/ui/sheet.tsx";

interface MobileNavigationProps {
  organization: string;
  groups: NavigationGroup[];
  hasBackLink: boolean;
  onClose: () => void;
}

/** The sidebar of small screens: a sheet that goes away when a page is chosen. */
export function MobileNavigation({ organization, groups, hasBackLink, onClose }: MobileNavigationProps) {
  return (
    <Sheet side="left" isOpen onOpenChange={onClose} title={organization}>
      <Wordmark isCollapsed={false} />
      <SidebarNav groups={groups} hasBackLink={hasBackLink} isCollapsed={false} onNavigate={onClose} />
    </Sheet>
  );
}
