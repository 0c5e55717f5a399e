import { z } from "zod";

/** Some routes take an id or a slug in one place, so that no slug may be read as somebody else's id. */
const LIKE_AN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is written as a UUID is, in whichever case. */
export function isLikeAnId(text: string): boolean {
  return LIKE_AN_ID.test(text);
}

/** Lower-case letters, digits and single hyphens between them. */
export const Slug = z
  .string()
  .trim()
  .min(1, "Must not be empty")
  .max(64, "Must be at most 64 characters")
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Must be lower-case letters, digits and hyphens between them")
  .refine((slug) => !isLikeAnId(slug), "Must not look like an id");

/** Turns a name into a slug, never an empty one. */
export function slugFromName(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48)
    .replace(/-+$/, "");
  return isLikeAnId(slug) ? `named-${slug}` : slug || "unnamed";
}
