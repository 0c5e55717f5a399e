import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Slug } from "./fields/slug.ts";

export const MAX_TAGS = 500;

/** A colour as CSS writes it, by name or by hexadecimal digits; empty for none. */
export const Color = z
  .string()
  .trim()
  .regex(/^(?:#[0-9a-f]{3,8}|[a-z]{1,32})?$/i, "Must be a color such as #1d4ed8");

export const CreateTagInput = z.object({ projectId: Id, slug: Slug, color: Color.default("") });
export type CreateTagInput = z.output<typeof CreateTagInput>;

export const TagRef = z.object({ projectId: Id, tagId: Id });
export type TagRef = z.output<typeof TagRef>;

export const UpdateTagInput = TagRef.extend({ slug: Slug.optional(), color: Color.optional() });
export type UpdateTagInput = z.output<typeof UpdateTagInput>;

export const TagOutput = z.object({
  id: z.string(),
  projectId: z.string(),
  slug: z.string(),
  color: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type TagOutput = z.output<typeof TagOutput>;

export const TagList = z.object({ items: z.array(TagOutput) });
export type TagList = z.output<typeof TagList>;
