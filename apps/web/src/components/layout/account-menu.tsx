import { useNavigate } from "@tanstack/react-router";
import { CircleUser, LogOut, UserRoundCog } from "lucide-react";
import { useSignOut } from "#components/layout/use-sign-out.ts";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuItem, MenuSeparator, MenuText } from "#components/ui/dropdown-menu.tsx";
import { useSession } from "#lib/session.ts";

export function AccountMenu() {
  const { user } = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label="Account">
          <CircleUser aria-hidden />
        </Button>
      }
    >
      <MenuText>
        <span className="block font-medium text-ink">{user.name}</span>
        {user.email}
      </MenuText>
      <MenuSeparator />
      <MenuItem onClick={() => void navigate({ to: "/account" })}>
        <UserRoundCog aria-hidden />
        Account
      </MenuItem>
      <MenuItem onClick={signOut}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}
