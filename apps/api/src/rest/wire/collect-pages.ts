import { queryInteger } from "./fields.ts";

const PAGE_LIMIT = 100;
const MAX_ITEMS = 1000;
const MAX_OFFSET = 10_000;
/** The largest limit clients are known to ask for; they are given up to `MAX_ITEMS` and the total count. */
const MAX_ASKED_LIMIT = 20_000;

/** Infisical's paging. `defaultLimit` holds where the request names no limit. */
export function rangeQuery(defaultLimit: number) {
  return {
    offset: queryInteger(0, MAX_OFFSET).default(0),
    limit: queryInteger(1, MAX_ASKED_LIMIT)
      .default(defaultLimit)
      .transform((limit) => Math.min(limit, MAX_ITEMS)),
  };
}

/** A list that clients take as complete. */
export const EVERYTHING = { offset: 0, limit: MAX_ITEMS };

interface AnyPage {
  items: unknown[];
  nextCursor: string | null;
}

/** Infisical's clients page by offset, the use-cases by cursor: walks the pages up to the part that is asked for. */
export async function collectPages<Page extends AnyPage>(
  fetchPage: (part: { limit: number; cursor?: string }) => Promise<Page>,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ items: Page["items"]; lastPage: Page }> {
  const end = offset + limit;
  let page = await fetchPage({ limit: Math.min(PAGE_LIMIT, end) });
  const items = [...page.items];
  while (page.nextCursor !== null && items.length < end) {
    page = await fetchPage({ limit: PAGE_LIMIT, cursor: page.nextCursor });
    items.push(...page.items);
  }
  return { items: items.slice(offset, end), lastPage: page };
}
