import type { FileEntry } from "@podpass/contracts";
import type { RouterOutputs } from "#lib/trpc.ts";

type Previewed = RouterOutputs["secret"]["preview"]["items"][number];

/** What a file would do to one secret. */
export interface PreviewRow extends FileEntry {
  state: Previewed["state"];
  version: number | null;
  /** False where the user may not make or change this one. */
  isAllowed: boolean;
}

/** The entries of a file with what the server says of each, in the file's order. */
export function previewRows(
  entries: readonly FileEntry[],
  previewed: readonly Previewed[],
  mayWrite: (key: string, state: Previewed["state"]) => boolean,
): PreviewRow[] {
  const stateOf = new Map(previewed.map((item) => [item.key, item]));
  return entries.flatMap((entry) => {
    const { state, version } = stateOf.get(entry.key) ?? {};
    return state === undefined
      ? []
      : [{ ...entry, state, version: version ?? null, isAllowed: mayWrite(entry.key, state) }];
  });
}

/** The call that does it: nothing that the preview has not shown is overwritten. */
export function changesOf(rows: readonly PreviewRow[], isOverwriting: boolean) {
  const allowed = rows.filter(({ isAllowed }) => isAllowed);
  return {
    create: allowed.filter(({ state }) => state === "new").map(({ key, value }) => ({ key, value })),
    update: isOverwriting
      ? allowed
          .filter(({ state }) => state === "changed" || state === "unreadable")
          .map(({ key, value, version }) => ({ key, value, expectedVersion: version ?? undefined }))
      : [],
  };
}
