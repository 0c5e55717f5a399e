import { z } from "zod";

/** What every list keeps in its URL: the filter text and the cursors of the pages gone through. */
export const ListSearch = z.object({
  search: z.string().optional().catch(undefined),
  trail: z.array(z.string()).optional().catch(undefined),
});
export type ListSearch = z.output<typeof ListSearch>;

/** The input of a list procedure for that URL. */
export function listInput({ search, trail }: ListSearch): { search?: string; cursor?: string } {
  return { search: search || undefined, cursor: trail?.at(-1) };
}
