import { Clock } from "lucide-react";
import { WindowTimeLeft } from "#components/time-left.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";
import { useNow } from "#lib/use-now.ts";

type Role = RouterOutputs["projectMembership"]["listIdentities"]["items"][number]["roles"][number];

/** The roles of a member; of a temporary one, when it starts or how long it is still held. */
export function RoleBadges({ roles }: { roles: readonly Role[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {roles.map(({ id, name, window }) =>
        window === null ? <Badge key={id}>{name}</Badge> : <TemporaryRoleBadge key={id} name={name} window={window} />,
      )}
    </span>
  );
}

function TemporaryRoleBadge({ name, window }: { name: string; window: NonNullable<Role["window"]> }) {
  const now = useNow();
  const isHeld = new Date(window.startsAt) <= now && new Date(window.endsAt) > now;
  return (
    <Badge tone={isHeld ? "warn" : "neutral"}>
      <Clock aria-hidden className="size-3" />
      {name}
      <span aria-hidden>·</span>
      <WindowTimeLeft {...window} />
    </Badge>
  );
}
