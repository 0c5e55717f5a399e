import type { PermissionRule, ResourceAttributes } from "@podpass/contracts";
import { openProject, type ProjectAccess } from "../authorization/project-access.ts";
import type { FolderRow } from "../folder/folder.repository.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** An environment of a project, opened for the caller. */
export interface OpenEnvironment {
  projectId: string;
  environment: { id: string; slug: string; name: string };
  /** The project's environments, in their order. */
  environments: readonly { id: string; slug: string; name: string }[];
  rules: readonly PermissionRule[];
  rulesUntil: ProjectAccess["rulesUntil"];
  authorize: ProjectAccess["authorize"];
}

/** A folder of an environment as a place for secrets, opened for the caller. */
export interface OpenSecretScope extends OpenEnvironment {
  folder: FolderRow;
  /** What conditions of a rule may speak of, for a secret of this place or, with a path, of a folder below. */
  attributesOf(secret: NamedSecret): ResourceAttributes;
}

interface NamedSecret {
  key: string;
  tags?: readonly { slug: string }[];
  path?: string;
}

interface EnvironmentInput {
  projectId: string;
  environment: string;
}

/**
 * Opens the environment secrets are addressed in. Project, environment and folder each have their own not-found error,
 * in words that clients look for; only a caller with a role in the project gets as far as the latter two.
 */
export async function openEnvironment(ctx: UseCaseContext, input: EnvironmentInput): Promise<OpenEnvironment> {
  const { project, rules, rulesUntil, authorize } = await openProject(ctx, { id: input.projectId });
  if (rules.length === 0) {
    const reason = `holds no role in project ${project.id}`;
    throw new AppError("auth.permission_denied", { reason, refused: { projectId: project.id } });
  }
  const environment = project.environments.find((candidate) => candidate.slug === input.environment);
  if (!environment) {
    const message = `Environment with slug '${input.environment}' in project with ID ${project.id} not found`;
    throw new AppError("environment.not_found", { message });
  }
  return { projectId: project.id, environment, environments: project.environments, rules, rulesUntil, authorize };
}

/** Opens the folder secrets are addressed in; within the environment when that is opened already. */
export async function openSecretScope(
  ctx: UseCaseContext,
  input: EnvironmentInput & { secretPath: string },
  opened?: OpenEnvironment,
): Promise<OpenSecretScope> {
  const place = opened ?? (await openEnvironment(ctx, input));
  const { environment } = place;
  const folder = await ctx.store.folders.findByPath(environment.id, input.secretPath);
  if (!folder) throw folderNotFound(input.secretPath, environment.slug);
  return {
    ...place,
    folder,
    attributesOf: (secret) => secretAttributes(environment.slug, { path: folder.path, ...secret }),
  };
}

/**
 * Keeps opened places of one project where they are until the transaction ends. The caller may do something at a path of
 * an environment: a folder that was renamed since is no longer there, and is `folder.not_found` as it is for whoever comes
 * later.
 */
export async function holdPlaces(
  tx: Store,
  scope: OpenSecretScope,
  others: readonly OpenSecretScope[] = [],
): Promise<void> {
  const scopes = [scope, ...others];
  const ids = scopes.map(({ folder }) => folder.id);
  const held = await tx.folders.holdPlaces(scope.projectId, ids);
  for (const { folder, environment } of scopes) {
    const place = held.find(({ id }) => id === folder.id);
    if (place?.path !== folder.path || place.environment !== environment.slug) {
      throw folderNotFound(folder.path, environment.slug);
    }
  }
}

/** In the words that clients look for. */
export function folderNotFound(path: string, environment: string): AppError {
  const message = `Folder with path '${path}' in environment with slug '${environment}' not found`;
  return new AppError("folder.not_found", { message });
}

/** The one place that says what a rule's conditions see of a secret. */
export function secretAttributes(environment: string, secret: NamedSecret & { path: string }): ResourceAttributes {
  return {
    environment,
    secretPath: secret.path,
    secretName: secret.key,
    secretTags: (secret.tags ?? []).map(({ slug }) => slug),
  };
}
