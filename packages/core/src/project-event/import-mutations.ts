import { isWithin, type SecretEvent } from "./secret-event.ts";

interface FolderPlace {
  environment: string;
  secretPath: string;
}

/** That a folder imports another. */
export interface ImportEdge {
  folder: FolderPlace;
  source: FolderPlace;
}

/**
 * What the events mean for folders that import from where they happened, directly or through others. When everything at a
 * place is gone its imports are gone as well, so that nobody knows any more who had them: then it may be anybody.
 */
export function importMutationsOf(events: readonly SecretEvent[], edges: readonly ImportEdge[]): SecretEvent[] {
  return events.flatMap((event) => {
    const importers = importersOf(event, edges).map((place) => mutationAt(place, event));
    const isGone = event.kind === "secret:delete" && event.secret === null;
    return isGone ? [...importers, mutationAt({ environment: null, secretPath: "/" }, event)] : importers;
  });
}

function importersOf(event: SecretEvent, edges: readonly ImportEdge[]): FolderPlace[] {
  const reached = new Set<ImportEdge>(edges.filter(({ source }) => isConcerned(source, event)));
  // A set hands out what is added while it is walked.
  for (const { folder } of reached) {
    for (const edge of edges) if (isSame(edge.source, folder)) reached.add(edge);
  }
  return [...reached].map(({ folder }) => folder);
}

function isConcerned(source: FolderPlace, { environment, secretPath, secret }: SecretEvent): boolean {
  if (environment !== null && source.environment !== environment) return false;
  return secret === null ? isWithin(source.secretPath, secretPath) : source.secretPath === secretPath;
}

function isSame(one: FolderPlace, other: FolderPlace): boolean {
  return one.environment === other.environment && one.secretPath === other.secretPath;
}

function mutationAt(place: Pick<SecretEvent, "environment" | "secretPath">, event: SecretEvent): SecretEvent {
  return { kind: "secret:import-mutation", ...place, secret: null, origin: event.origin ?? event };
}
