import type { PermissionRule, ResourceAttributes } from "@podpass/contracts";
import { openProject, type ProjectAccess } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** An environment of a project as a place for secrets, opened for the caller. */
export interface OpenSecretScope {
  projectId: string;
  environment: { id: string; slug: string };
  secretPath: string;
  rules: readonly PermissionRule[];
  authorize: ProjectAccess["authorize"];
  /** What conditions of a rule may speak of, for a secret of this place. */
  attributesOf(key: string): ResourceAttributes;
}

interface ScopeInput {
  projectId: string;
  environment: string;
  secretPath: string;
}

/**
 * Opens the place secrets are addressed in. Project, environment and folder each have their own not-found error, in
 * words that clients look for; only a caller with a role in the project gets as far as the latter two.
 */
export async function openSecretScope(ctx: UseCaseContext, input: ScopeInput): Promise<OpenSecretScope> {
  const { project, rules, authorize } = await openProject(ctx, { id: input.projectId });
  if (rules.length === 0) {
    throw new AppError("auth.permission_denied", { reason: `holds no role in project ${project.id}` });
  }
  const environment = project.environments.find((candidate) => candidate.slug === input.environment);
  if (!environment) {
    const message = `Environment with slug '${input.environment}' in project with ID ${project.id} not found`;
    throw new AppError("environment.not_found", { message });
  }
  const secretPath = normalizePath(input.secretPath);
  if (secretPath !== "/") {
    const message = `Folder with path '${secretPath}' in environment with slug '${environment.slug}' not found`;
    throw new AppError("folder.not_found", { message });
  }
  return {
    projectId: project.id,
    environment: { id: environment.id, slug: environment.slug },
    secretPath,
    rules,
    authorize,
    attributesOf: (key) => ({ environment: environment.slug, secretPath, secretName: key }),
  };
}

/** One leading slash, none at the end, none doubled. */
function normalizePath(path: string): string {
  return `/${path.split("/").filter(Boolean).join("/")}`;
}
