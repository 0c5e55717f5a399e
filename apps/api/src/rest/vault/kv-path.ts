import { Id, namesOfPath, type ProjectWithRules, pathOfNames, Slug } from "@podpass/contracts";
import { AppError, getProject, type UseCaseContext } from "@podpass/core";

/** A mount is a project's slug, or its id. What can be neither is no project. */
export function projectOfMount(mount: string): { id: string } | { slug: string } {
  const id = Id.safeParse(mount);
  if (id.success) return { id: id.data };
  const slug = Slug.safeParse(mount);
  if (!slug.success) throw new AppError("project.not_found");
  return { slug: slug.data };
}

/** Where a path of a mount leads: the environment is its first name, folders and perhaps a secret follow. */
export interface KvPlace {
  project: ProjectWithRules;
  /** Empty for the mount itself. */
  environment: string;
  path: string;
}

export async function openKvPath(ctx: UseCaseContext, mount: string, path: string): Promise<KvPlace> {
  const project = await getProject(ctx, projectOfMount(mount));
  const [environment = "", ...names] = namesOfPath(path);
  return { project, environment, path: pathOfNames(names) };
}
