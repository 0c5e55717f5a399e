import { useMutation } from "@tanstack/react-query";
import { Detail } from "#components/detail-list.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { formatDuration } from "#lib/duration.ts";
import { describeError } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface LockoutDetailsProps {
  universalAuth: RouterOutputs["universalAuth"]["get"];
  canEdit: boolean;
}

/** When the client ID is locked, and the way to open it before its time. Stands inside a DetailList. */
export function LockoutDetails({ universalAuth, canEdit }: LockoutDetailsProps) {
  const { identityId, lockedUntil } = universalAuth;
  const clear = useMutation(trpc.universalAuth.clearLockouts.mutationOptions());

  async function reset(): Promise<void> {
    try {
      await clear.mutateAsync({ identityId });
      await queryClient.invalidateQueries(trpc.universalAuth.get.queryFilter({ identityId }));
      toast.success("Lockout reset");
    } catch (error) {
      toast.error("The lockout was not reset", describeError(error).message);
    }
  }

  return (
    <Detail label="Lockout">
      <span className="flex flex-wrap items-center gap-2">
        {lockedUntil === null ? (
          ruleOf(universalAuth)
        ) : (
          <>
            <Badge tone="bad">Locked</Badge>
            <span>
              opens <RelativeTime at={lockedUntil} />
            </span>
            {canEdit && (
              <Button size="sm" isPending={clear.isPending} onClick={() => void reset()}>
                Reset lockout
              </Button>
            )}
          </>
        )}
      </span>
    </Detail>
  );
}

function ruleOf(universalAuth: LockoutDetailsProps["universalAuth"]): string {
  if (!universalAuth.isLockoutEnabled) return "Off";
  const { lockoutThreshold: threshold, lockoutDurationSeconds, lockoutCounterResetSeconds } = universalAuth;
  const secrets = threshold === 1 ? "1 wrong client secret" : `${threshold} wrong client secrets in a row`;
  const [duration, reset] = [lockoutDurationSeconds, lockoutCounterResetSeconds].map(formatDuration);
  return `${secrets} lock it for ${duration}; counted anew after ${reset} without one`;
}
