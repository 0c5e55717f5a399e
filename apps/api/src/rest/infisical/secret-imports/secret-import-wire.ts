import type { SecretImportOutput } from "@podpass/contracts";
import { z } from "zod";

/** An import as clients read it. Secrets are read where they are, so that there is nothing to replicate. */
export const SecretImport = z.object({
  id: z.string(),
  version: z.int(),
  importPath: z.string(),
  importEnv: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
  position: z.int(),
  folderId: z.string(),
  isReplication: z.boolean(),
  isReplicationSuccess: z.null(),
  replicationStatus: z.null(),
  lastReplicated: z.null(),
  isReserved: z.boolean(),
  projectId: z.string(),
  secretPath: z.string(),
  environment: z.object({ slug: z.string() }),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export function toSecretImport(output: SecretImportOutput): z.output<typeof SecretImport> {
  const { id, source, position, folderId, projectId, secretPath, environment, createdAt, updatedAt } = output;
  return {
    id,
    version: 1,
    importPath: source.secretPath,
    importEnv: { id: source.environmentId, name: source.environmentName, slug: source.environment },
    position,
    folderId,
    isReplication: false,
    isReplicationSuccess: null,
    replicationStatus: null,
    lastReplicated: null,
    isReserved: false,
    projectId,
    secretPath,
    environment: { slug: environment },
    createdAt,
    updatedAt,
  };
}
