import { ExistingSlug, type ProjectWithRules } from "@podpass/contracts";
import { getProject, parseWith, type UseCaseContext } from "@podpass/core";
import { z } from "zod";

/** The project of this slug, among those that the caller may see; `field` is what the caller wrote the slug in. */
export async function projectBySlug(ctx: UseCaseContext, slug: string, field = "slug"): Promise<ProjectWithRules> {
  const given = parseWith(z.record(z.string(), ExistingSlug), { [field]: slug });
  return getProject(ctx, { slug: given[field] ?? slug });
}
