import { can, type SearchSecretsInput, type SecretHitPage } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { type CursorKey, cursorAt, readCursor, toPage } from "../shared/cursor.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { PlacedSecret, SecretRow } from "./secret.repository.ts";
import { secretAttributes } from "./secret-scope.ts";
import { openSecretNotes } from "./secret-values.ts";

/** Comments are encrypted, so the database cannot search them: one call looks at no more than this many secrets. */
const MAX_SCANNED = 5000;
const SCANNED_AT_ONCE = 500;

type Row = PlacedSecret & SecretRow;
type Hit = SecretHitPage["items"][number];

/**
 * Secrets of all environments and folders whose key, tag or, when wanted, comment contains a text, by key. Never looks
 * at values. What the caller may not know of is left out, so that a page can be shorter than asked for, or empty, and
 * still not be the last.
 */
export async function searchSecrets(ctx: UseCaseContext, input: SearchSecretsInput): Promise<SecretHitPage> {
  const { project, rules, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("secrets:describeSecret");
  const mayKnow = (row: Row) => can(rules, "secrets:describeSecret", secretAttributes(row.environment, row));
  if (input.areCommentsWanted) return searchComments(ctx, input, mayKnow);
  const rows = await ctx.store.secrets.scan({
    projectId: project.id,
    text: input.search,
    after: readCursor(input.cursor),
    take: input.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, input.limit, keyOf);
  return { items: items.filter(mayKnow).map((row) => toHit(row, null)), nextCursor };
}

/** Walks through the secrets until the page is full, the end is reached or enough was looked at for one call. */
async function searchComments(
  ctx: UseCaseContext,
  { projectId, search, cursor, limit }: SearchSecretsInput,
  mayKnow: (row: Row) => boolean,
): Promise<SecretHitPage> {
  const wanted = search.toLowerCase();
  const items: Hit[] = [];
  let after = readCursor(cursor);
  for (let scanned = 0; scanned < MAX_SCANNED; scanned += SCANNED_AT_ONCE) {
    const rows = await ctx.store.secrets.scan({ projectId, text: null, after, take: SCANNED_AT_ONCE + 1 });
    const { items: batch, nextCursor } = toPage(rows, SCANNED_AT_ONCE, keyOf);
    for (const row of batch) {
      await letOthersGoOn();
      // The page is full: the next one goes on behind the secret looked at last.
      if (items.length === limit) return { items, nextCursor: cursorAt(after) };
      after = keyOf(row);
      if (!mayKnow(row)) continue;
      const { comment } = await openSecretNotes(ctx.store, ctx, "secrets", row);
      const texts = [row.key, comment, ...row.tags.map(({ slug }) => slug)];
      if (texts.some((text) => text.toLowerCase().includes(wanted))) items.push(toHit(row, comment));
    }
    if (nextCursor === null) return { items, nextCursor: null };
  }
  return { items, nextCursor: cursorAt(after) };
}

function keyOf({ key, id }: Row): CursorKey {
  return { sortValue: key, id };
}

function toHit({ id, key, environment, path, tags }: Row, comment: string | null): Hit {
  return { id, key, comment, environment, secretPath: path, tags };
}
