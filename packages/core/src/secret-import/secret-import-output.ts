import type { SecretImportOutput } from "@podpass/contracts";
import type { SecretImportRow } from "./secret-import.repository.ts";

/** What the world sees of an import. */
export function toSecretImportOutput(row: SecretImportRow): SecretImportOutput {
  const { id, folder, sourceFolder, position, createdAt, updatedAt } = row;
  return {
    id,
    projectId: folder.environment.projectId,
    folderId: folder.id,
    environment: folder.environment.slug,
    secretPath: folder.path,
    position,
    source: {
      folderId: sourceFolder.id,
      environmentId: sourceFolder.environment.id,
      environmentName: sourceFolder.environment.name,
      environment: sourceFolder.environment.slug,
      secretPath: sourceFolder.path,
    },
    createdAt,
    updatedAt,
  };
}

/** An import in the words of an audit event. */
export function auditedImport({ folder, sourceFolder, position }: SecretImportRow) {
  return {
    environment: folder.environment.slug,
    secretPath: folder.path,
    source: `${sourceFolder.environment.slug}:${sourceFolder.path}`,
    position,
  };
}
