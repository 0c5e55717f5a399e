import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toast.tsx";
import { VersionComparison } from "#features/secrets/components/version-comparison.tsx";
import type { SecretRights } from "#features/secrets/hooks/use-secret-rights.ts";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type Version = RouterOutputs["secret"]["listVersions"]["items"][number];

interface SecretHistoryProps {
  secret: MaskedSecret;
  rights: SecretRights;
}

/** Every version with who made it; each can be compared with the current one and restored. */
export function SecretHistory({ secret, rights }: SecretHistoryProps) {
  const [trail, setTrail] = useState<string[]>([]);
  const [compared, setCompared] = useState<number | null>(null);
  const [restored, setRestored] = useState<Version | null>(null);
  const ref = { ...placeOf(secret), key: secret.key };
  const query = useQuery(
    trpc.secret.listVersions.queryOptions(
      { ...ref, cursor: trail.at(-1), limit: 20 },
      { placeholderData: keepPreviousData },
    ),
  );
  if (query.isError) {
    return <ErrorState title="The history could not be loaded" error={query.error} onRetry={() => query.refetch()} />;
  }
  if (!query.data) return <Skeleton className="h-40! w-full" />;
  return (
    <div className="flex flex-col gap-3">
      <ol aria-label="Versions" className="flex flex-col divide-y rounded-md border">
        {query.data.items.map((version) => (
          <li key={version.version} className="flex flex-col gap-2 px-3 py-2">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <VersionSummary version={version} current={secret} />
              {version.version !== secret.version && (
                <span className="flex gap-1.5">
                  <Button
                    size="sm"
                    aria-expanded={compared === version.version}
                    aria-label={`Compare version ${version.version} with the current one`}
                    onClick={() => setCompared(compared === version.version ? null : version.version)}
                  >
                    Compare
                  </Button>
                  {rights.canEdit && (
                    <Button
                      size="sm"
                      aria-label={`Restore version ${version.version}`}
                      onClick={() => setRestored(version)}
                    >
                      Restore
                    </Button>
                  )}
                </span>
              )}
            </div>
            {compared === version.version && (
              <VersionComparison key={secret.version} secret={secret} version={version} canRead={rights.canRead} />
            )}
          </li>
        ))}
      </ol>
      <CursorPager trail={trail} nextCursor={query.data.nextCursor} onTrailChange={setTrail} />
      {restored && <RestoreDialog secret={secret} version={restored} onClose={() => setRestored(null)} />}
    </div>
  );
}

function VersionSummary({ version, current }: { version: Version; current: MaskedSecret }) {
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-1.5 font-medium">
        Version {version.version}
        {version.version === current.version && <Badge tone="accent">Current</Badge>}
        {version.key !== current.key && (
          <span className="font-normal text-muted">
            as <code className="break-all font-mono text-[0.8125rem]">{version.key}</code>
          </span>
        )}
      </p>
      <p className="text-muted">
        {version.actor.name ?? version.actor.id ?? version.actor.type} · <RelativeTime at={version.createdAt} />
      </p>
    </div>
  );
}

interface RestoreDialogProps {
  secret: MaskedSecret;
  version: Version;
  onClose: () => void;
}

function RestoreDialog({ secret, version: { version }, onClose }: RestoreDialogProps) {
  const restore = useMutation(trpc.secret.restore.mutationOptions({ gcTime: 0 }));

  async function confirm(): Promise<void> {
    const { key, version: expectedVersion } = secret;
    await restore.mutateAsync({ ...placeOf(secret), key, version, expectedVersion });
    await refreshSecrets();
    toast.success(`Version ${version} restored`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Restore version ${version}?`}
      consequence={`Value, comment and metadata of version ${version} become version ${secret.version + 1}, and pods read them from now on. Key and tags stay as they are; so does the history.`}
      actionLabel="Restore"
      onConfirm={confirm}
    />
  );
}
