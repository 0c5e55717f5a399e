import type { FolderOutput } from "@podpass/contracts";
import type { FolderRow } from "./folder.repository.ts";

interface Place {
  projectId: string;
  environment: { slug: string; name: string };
}

/** What the world sees of a folder. */
export function toFolderOutput({ projectId, environment }: Place, row: FolderRow): FolderOutput {
  const { id, environmentId, parentId, name, path, description, version, createdAt, updatedAt } = row;
  return {
    id,
    projectId,
    environmentId,
    environment: environment.slug,
    environmentName: environment.name,
    parentId,
    name,
    path,
    description,
    version,
    createdAt,
    updatedAt,
  };
}
