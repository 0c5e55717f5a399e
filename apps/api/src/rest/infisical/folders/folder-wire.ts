import type { FolderOutput } from "@podpass/contracts";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";

/** The routes of two generations of clients, and what they call the project's id. */
export const FOLDER_PREFIXES: { url: string; config: { wireNames: Record<string, string> } }[] = [
  { url: "/v1/folders", config: { wireNames: { projectId: "workspaceId", secretPath: "path" } } },
  { url: "/v2/folders", config: { wireNames: { secretPath: "path" } } },
];

/** Where folders are, in every spelling clients have for it. */
export const folderScopeFields = {
  workspaceId: WireText.optional(),
  projectId: WireText.optional(),
  environment: WireText.optional(),
  path: WireText.nullish(),
  directory: WireText.nullish(),
};
type FolderScope = z.output<z.ZodObject<typeof folderScopeFields>>;

/** The contract's way of saying where. */
export function fromFolderScope(scope: FolderScope) {
  return {
    projectId: scope.workspaceId ?? scope.projectId,
    environment: scope.environment,
    secretPath: scope.path ?? scope.directory ?? undefined,
  };
}

/** A folder as clients read it; Go and Terraform fail on dates that are none. */
export const Folder = z.object({
  id: z.string(),
  name: z.string(),
  envId: z.string(),
  parentId: z.string().nullable(),
  isReserved: z.boolean(),
  description: z.string(),
  version: z.int(),
  path: z.string(),
  projectId: z.string(),
  environment: z.object({ envId: z.string(), envName: z.string(), envSlug: z.string() }),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export function toFolder(output: FolderOutput): z.output<typeof Folder> {
  const { id, name, environmentId, parentId, description, version, path, projectId, createdAt, updatedAt } = output;
  return {
    id,
    name: parentId === null ? "root" : name,
    envId: environmentId,
    parentId,
    isReserved: false,
    description,
    version,
    path,
    projectId,
    environment: { envId: environmentId, envName: output.environmentName, envSlug: output.environment },
    createdAt,
    updatedAt,
  };
}
