import type { RouterOutputs } from "#lib/trpc.ts";

export type MaskedSecret = RouterOutputs["secret"]["list"]["items"][number];

/** A secret as a folder lists it: its own, one of a folder below, or one it imports from where the secret is. */
export type ListedSecret = MaskedSecret & { isImported: boolean };

export type Folder = RouterOutputs["folder"]["list"]["items"][number];
export type Tag = RouterOutputs["tag"]["list"]["items"][number];

/** Where the secrets on screen live: what every call about them names. */
export interface SecretPlace {
  projectId: string;
  /** The environment's slug. */
  environment: string;
  secretPath: string;
}

/** Where a secret is; one that is imported, or of a folder below, is not where the page is. */
export function placeOf({ projectId, environment, secretPath }: MaskedSecret): SecretPlace {
  return { projectId, environment, secretPath };
}
