import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Name } from "./fields/name.ts";
import { Slug } from "./fields/slug.ts";

/** What a new project starts with, in this order. */
export const DEFAULT_ENVIRONMENTS = [
  { name: "Development", slug: "dev" },
  { name: "Staging", slug: "staging" },
  { name: "Production", slug: "prod" },
] as const;

export const MAX_ENVIRONMENTS = 100;

export const CreateEnvironmentInput = z.object({
  projectId: Id,
  name: Name,
  slug: Slug,
  position: z.int().min(1).max(MAX_ENVIRONMENTS).optional(),
});
export type CreateEnvironmentInput = z.output<typeof CreateEnvironmentInput>;

export const EnvironmentRef = z.object({ projectId: Id, environmentId: Id });
export type EnvironmentRef = z.output<typeof EnvironmentRef>;

export const UpdateEnvironmentInput = EnvironmentRef.extend({
  name: Name.optional(),
  slug: Slug.optional(),
  position: z.int().min(1).max(MAX_ENVIRONMENTS).optional(),
});
export type UpdateEnvironmentInput = z.output<typeof UpdateEnvironmentInput>;

export const EnvironmentOutput = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  slug: z.string(),
  position: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type EnvironmentOutput = z.output<typeof EnvironmentOutput>;
export const EnvironmentList = z.object({ items: z.array(EnvironmentOutput) });
export type EnvironmentList = z.output<typeof EnvironmentList>;
