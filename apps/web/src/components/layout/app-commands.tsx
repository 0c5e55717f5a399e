import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { FolderKey, KeyRound, LogOut, Plus, SunMoon, UserRoundCog } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { NavigationGroup } from "#components/layout/navigation.ts";
import { THEME_LABELS } from "#components/layout/theme-menu.tsx";
import { useSignOut } from "#components/layout/use-sign-out.ts";
import { type Command, CommandPalette } from "#components/ui/command-palette.tsx";
import { useCan } from "#lib/can.ts";
import { setTheme, THEMES } from "#lib/theme.ts";
import { trpc } from "#lib/trpc.ts";

interface AppCommandsProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The pages on offer: those of the sidebar. */
  navigation: NavigationGroup[];
}

/** The command palette with every page, project and action there is, and the secrets of the open project. */
export function AppCommands({ isOpen, onOpenChange, navigation }: AppCommandsProps) {
  const [search, setSearch] = useState("");
  const deferredSearch = useDeferredValue(search.trim());
  const pages = usePageCommands(navigation);
  const projects = useProjectCommands(deferredSearch, isOpen);
  const secrets = useSecretCommands(deferredSearch, isOpen);
  const actions = useActionCommands();
  const groups = [
    { value: "Pages", items: pages },
    { value: "Secrets", items: secrets },
    { value: "Projects", items: projects },
    { value: "Actions", items: actions },
  ].filter((group) => group.items.length > 0);
  return <CommandPalette isOpen={isOpen} onOpenChange={onOpenChange} groups={groups} onSearchChange={setSearch} />;
}

function usePageCommands(navigation: NavigationGroup[]): Command[] {
  const navigate = useNavigate();
  return navigation.flatMap((group) =>
    group.items.map((item) => ({
      value: `page:${group.label ?? ""}:${item.label}`,
      label: group.label ? `${group.label} › ${item.label}` : item.label,
      icon: <item.icon aria-hidden className="text-muted" />,
      run: () => void navigate(item.link),
    })),
  );
}

function useProjectCommands(search: string, isEnabled: boolean): Command[] {
  const navigate = useNavigate();
  const query = useQuery(
    trpc.project.list.queryOptions(
      { search: search || undefined, limit: 8 },
      { enabled: isEnabled, placeholderData: keepPreviousData },
    ),
  );
  return (query.data?.items ?? []).map((project) => ({
    value: `project:${project.id}`,
    label: project.name,
    icon: <FolderKey aria-hidden className="text-muted" />,
    run: () => void navigate({ to: "/projects/$projectId/secrets", params: { projectId: project.id } }),
  }));
}

/** In a project: its secrets whose key or tag contains what is typed, whatever the environment. */
function useSecretCommands(search: string, isEnabled: boolean): Command[] {
  const navigate = useNavigate();
  const { projectId = "" } = useParams({ strict: false });
  const query = useQuery(
    trpc.secret.search.queryOptions(
      { projectId, search, limit: 8 },
      { enabled: isEnabled && projectId !== "" && search.length > 1, placeholderData: keepPreviousData, retry: false },
    ),
  );
  if (projectId === "" || search.length < 2) return [];
  return (query.data?.items ?? []).map(({ id, key, environment, secretPath }) => ({
    value: `secret:${id}`,
    label: `${key} · ${environment}:${secretPath}`,
    icon: <KeyRound aria-hidden className="text-muted" />,
    run: () =>
      void navigate({
        to: "/projects/$projectId/secrets",
        params: { projectId },
        search: { environment, path: secretPath === "/" ? undefined : secretPath, secret: id },
      }),
  }));
}

function useActionCommands(): Command[] {
  const navigate = useNavigate();
  const can = useCan();
  const signOut = useSignOut();
  const themes = THEMES.map((theme) => ({
    value: `theme:${theme}`,
    label: `Theme: ${THEME_LABELS[theme]}`,
    icon: <SunMoon aria-hidden className="text-muted" />,
    run: () => setTheme(theme),
  }));
  const createProject: Command = {
    value: "project.create",
    label: "Create project",
    icon: <Plus aria-hidden className="text-muted" />,
    run: () => void navigate({ to: "/projects", search: { isCreating: true } }),
  };
  const createIdentity: Command = {
    value: "identity.create",
    label: "Create identity",
    icon: <Plus aria-hidden className="text-muted" />,
    run: () => void navigate({ to: "/access-control/identities", search: { isCreating: true } }),
  };
  const account: Command = {
    value: "account",
    label: "Account, password and sessions",
    icon: <UserRoundCog aria-hidden className="text-muted" />,
    run: () => void navigate({ to: "/account" }),
  };
  const leave: Command = {
    value: "sign-out",
    label: "Sign out",
    icon: <LogOut aria-hidden className="text-muted" />,
    run: () => void signOut(),
  };
  return [
    ...(can("project:create") ? [createProject] : []),
    ...(can("identity:create") ? [createIdentity] : []),
    account,
    ...themes,
    leave,
  ];
}
