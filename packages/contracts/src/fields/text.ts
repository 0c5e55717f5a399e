import { z } from "zod";

/** PostgreSQL's text holds no NUL character, and no half of a surrogate pair, which JSON can spell. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

export const NOT_STORABLE = "Must not contain a NUL character or half a surrogate pair";

/** Trimmed text that can be stored. */
export const Text = z.string().trim().refine(isStorable, NOT_STORABLE);
