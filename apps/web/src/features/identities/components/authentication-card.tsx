import type { AuthMethod } from "@podpass/contracts";
import { AUTH_METHODS } from "@podpass/contracts";
import { ChevronDown } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { AUTH_METHOD_LABELS } from "#components/auth-method-badge.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DropdownMenu, MenuItem } from "#components/ui/dropdown-menu.tsx";

interface AuthenticationCardProps {
  attached: readonly AuthMethod[];
  /** What each attached method shows. */
  sections: Record<AuthMethod, ReactNode>;
  /** Starts to add a method; absent when the signed-in user may not. */
  onAdd: ((method: AuthMethod) => void) | undefined;
}

/** How an identity logs in, and the way to add what it does not have yet. */
export function AuthenticationCard({ attached, sections, onAdd }: AuthenticationCardProps) {
  const addable = AUTH_METHODS.filter((method) => !attached.includes(method));
  const addMenu = onAdd && addable.length > 0 && (
    <DropdownMenu
      trigger={
        <Button variant="primary">
          Add authentication method
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {addable.map((method) => (
        <MenuItem key={method} onClick={() => onAdd(method)}>
          {AUTH_METHOD_LABELS[method]}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
  return (
    <Card
      title="Authentication"
      description="How it proves who it is. Each method it has lets it log in."
      actions={addMenu}
    >
      {attached.length === 0 ? (
        <EmptyState text="This identity cannot log in: it has no authentication method." />
      ) : (
        <div className="flex flex-col divide-y">
          {AUTH_METHODS.filter((method) => attached.includes(method)).map((method) => (
            <Fragment key={method}>{sections[method]}</Fragment>
          ))}
        </div>
      )}
    </Card>
  );
}
