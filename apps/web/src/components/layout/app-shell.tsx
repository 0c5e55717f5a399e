import { Menu, PanelLeft, Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { ConnectionWarnings } from "#components/connection-warnings/connection-warnings.tsx";
import { AccountMenu } from "#components/layout/account-menu.tsx";
import { Breadcrumbs } from "#components/layout/breadcrumbs.tsx";
import { RouteAnnouncer } from "#components/layout/route-announcer.tsx";
import { SidebarNav } from "#components/layout/sidebar-nav.tsx";
import { ThemeMenu } from "#components/layout/theme-menu.tsx";
import { useNavigation } from "#components/layout/use-navigation.ts";
import { useSidebar } from "#components/layout/use-sidebar.ts";
import { Wordmark } from "#components/layout/wordmark.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { cn } from "#lib/cn.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { useSession } from "#lib/session.ts";

const AppCommands = onDemand(async () => (await import("#components/layout/app-commands.tsx")).AppCommands);
const MobileNavigation = onDemand(
  async () => (await import("#components/layout/mobile-navigation.tsx")).MobileNavigation,
);

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The frame around every page behind sign-in. */
export function AppShell({ children }: { children: ReactNode }) {
  const { organization } = useSession();
  const { groups, isInProject } = useNavigation();
  const { isCollapsed, toggle } = useSidebar();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isSearchOpen, setSearchOpen] = useState(false);
  useSearchShortcut(() => setSearchOpen(true));

  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-sm focus:border focus:bg-raised focus:px-3 focus:py-1.5"
      >
        Skip to content
      </a>
      <aside
        className={cn(
          "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-sunken md:flex",
          isCollapsed ? "w-14" : "w-56",
        )}
      >
        <Wordmark isCollapsed={isCollapsed} />
        <SidebarNav groups={groups} hasBackLink={isInProject} isCollapsed={isCollapsed} />
        <div className="border-t p-2">
          <Button
            variant="ghost"
            size="icon"
            aria-label={isCollapsed ? "Expand sidebar" : "Collapse sidebar"}
            onClick={toggle}
          >
            <PanelLeft aria-hidden />
          </Button>
        </div>
      </aside>
      {isMenuOpen && (
        <MobileNavigation
          organization={organization.name}
          groups={groups}
          hasBackLink={isInProject}
          onClose={() => setMenuOpen(false)}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-10 flex h-12 items-center gap-2 border-b bg-ground px-3 sm:px-6">
          <div className="md:hidden">
            <Button variant="ghost" size="icon" aria-label="Open navigation" onClick={() => setMenuOpen(true)}>
              <Menu aria-hidden />
            </Button>
          </div>
          <div className="min-w-0 flex-1">
            <Breadcrumbs />
          </div>
          <SearchButton onClick={() => setSearchOpen(true)} />
          <ThemeMenu />
          <AccountMenu />
        </header>
        {!isInProject && <ConnectionWarnings />}
        <main id="main" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
      {isSearchOpen && <AppCommands isOpen onOpenChange={setSearchOpen} navigation={groups} />}
      <RouteAnnouncer />
    </div>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <Button onClick={onClick} className="text-muted!">
      <Search aria-hidden />
      <span className="sr-only sm:not-sr-only">Search</span>
      <span aria-hidden className="hidden sm:inline">
        <Kbd>{IS_APPLE ? "⌘K" : "Ctrl K"}</Kbd>
      </span>
    </Button>
  );
}

function useSearchShortcut(open: () => void): void {
  // The window's keyboard.
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      open();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [open]);
}
