import type { ImportedSecrets, SecretOutput } from "@podpass/contracts";
import { z } from "zod";

/** What stands for a value that is not shown; clients compare with it. */
const HIDDEN_VALUE = "<hidden-by-infisical>";

/** A secret as the union of what all clients read; several fail on any member that is missing or null. */
export const Secret = z.object({
  id: z.string(),
  _id: z.string(),
  workspace: z.string(),
  workspaceId: z.string(),
  environment: z.string(),
  secretPath: z.string(),
  version: z.int(),
  type: z.literal("shared"),
  secretKey: z.string(),
  secretValue: z.string(),
  secretValueHidden: z.boolean(),
  secretComment: z.string(),
  secretMetadata: z.array(z.object({ key: z.string(), value: z.string() })),
  tags: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), color: z.string() })),
  skipMultilineEncoding: z.boolean(),
  isRotatedSecret: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export const SecretAnswer = z.object({ secret: Secret });

/** What a folder imports from one other; each key is there once, so that every client reads the same. */
export const Import = z.object({
  secretPath: z.string(),
  environment: z.string(),
  folderId: z.string(),
  secrets: z.array(Secret),
});

export function toImport({ secretPath, environment, folderId, items }: ImportedSecrets): z.output<typeof Import> {
  return { secretPath, environment, folderId, secrets: items.map(toSecret) };
}

export function toSecret(output: SecretOutput): z.output<typeof Secret> {
  return {
    id: output.id,
    _id: output.id,
    workspace: output.projectId,
    workspaceId: output.projectId,
    environment: output.environment,
    secretPath: output.secretPath,
    version: output.version,
    type: "shared",
    secretKey: output.key,
    secretValue: output.value ?? HIDDEN_VALUE,
    secretValueHidden: output.value === null,
    secretComment: output.comment,
    secretMetadata: output.metadata,
    tags: output.tags.map(({ id, slug, color }) => ({ id, slug, name: slug, color })),
    skipMultilineEncoding: output.skipMultilineEncoding,
    isRotatedSecret: false,
    createdAt: output.createdAt,
    updatedAt: output.updatedAt,
  };
}
