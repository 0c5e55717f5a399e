import { namesOfPath, pathOfNames, SecretPath } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { openEnvironment } from "./secret-scope.ts";

interface PathInput {
  projectId: string;
  environment: string;
  /** Names of folders, the last perhaps of a secret. */
  path: string;
}

/** What a path leads to: a folder, or a secret that may be in the folder before the last name. */
export type FoundAtPath =
  | { kind: "folder"; secretPath: string; createdAt: Date }
  | { kind: "secret"; secretPath: string; key: string };

/**
 * Clients of a key-value store have one kind of path for folders and secrets. Where both have the name it is the folder;
 * whether there is such a secret is told to whoever reads it.
 */
export async function findAtPath(ctx: UseCaseContext, input: PathInput): Promise<FoundAtPath> {
  const { environment } = await openEnvironment(ctx, input);
  const names = namesOfPath(input.path);
  const secretPath = pathOfNames(names);
  const isFolderPath = SecretPath.safeParse(secretPath).success;
  const folder = isFolderPath ? await ctx.store.folders.findByPath(environment.id, secretPath) : null;
  if (folder) return { kind: "folder", secretPath, createdAt: folder.createdAt };
  return { kind: "secret", secretPath: pathOfNames(names.slice(0, -1)), key: names.at(-1) ?? "" };
}
