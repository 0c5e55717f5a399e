import type { ProjectEventKind } from "@podpass/contracts";

/** Where something happened. Without an environment it is every one of the project. */
interface EventPlace {
  environment: string | null;
  secretPath: string;
}

/** What happened at a place to one secret; without one, to everything from there down. */
export interface SecretEvent extends EventPlace {
  kind: ProjectEventKind;
  secret: { key: string; tags: readonly string[] } | null;
  /** Of what an import shows: what happened to it where it is. Who may know of that may know of this. */
  origin?: SecretEvent;
}

/** Whether the folder is the other or in it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "/" || path === folder || path.startsWith(`${folder}/`);
}
