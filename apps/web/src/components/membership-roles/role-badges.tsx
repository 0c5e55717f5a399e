import { Clock } from "lucide-react";
import { TimeLeft } from "#components/time-left.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { formatAbsoluteTime } from "#lib/format-time.ts";
import type { RouterOutputs } from "#lib/trpc.ts";

type Role = RouterOutputs["projectMembership"]["listIdentities"]["items"][number]["roles"][number];

/** The roles of a member; of a temporary one, how long it is still held. */
export function RoleBadges({ roles }: { roles: readonly Role[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {roles.map(({ id, name, window }) =>
        window === null ? (
          <Badge key={id}>{name}</Badge>
        ) : (
          <Badge key={id} tone={hasEnded(window) ? "neutral" : "warn"}>
            <Clock aria-hidden className="size-3" />
            {name}
            <span aria-hidden>·</span>
            <WindowText window={window} />
          </Badge>
        ),
      )}
    </span>
  );
}

function WindowText({ window }: { window: NonNullable<Role["window"]> }) {
  const startsAt = new Date(window.startsAt);
  if (startsAt.getTime() > Date.now()) return <span>from {formatAbsoluteTime(startsAt)}</span>;
  return <TimeLeft until={window.endsAt} />;
}

function hasEnded({ endsAt }: NonNullable<Role["window"]>): boolean {
  return new Date(endsAt).getTime() <= Date.now();
}
