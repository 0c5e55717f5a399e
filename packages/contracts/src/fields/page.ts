import { z } from "zod";
import { Text } from "./text.ts";

/** Which part of a list is wanted. `cursor` is the `nextCursor` of the page before and means nothing else. */
export const PageInput = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type PageInput = z.output<typeof PageInput>;

export const SearchText = Text.max(255);
export const Search = SearchText.optional();

/** The schema of one page of `item`s; `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
