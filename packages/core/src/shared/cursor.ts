import type { Page } from "@podpass/contracts";
import { z } from "zod";
import { invalidField } from "./app-error.ts";

// A cursor comes back from outside: what the database would not take as text or id must end here.
const Key = z.tuple([z.string().refine((text) => !text.includes("\u0000")), z.uuid()]);
const Instant = z.iso.datetime({ precision: 3 });

/** The place of a row in a list that is ordered by a text or an instant and then by id. */
export interface CursorKey {
  sortValue: string;
  id: string;
}

/** Reads what `toPage` wrote; anything else is a broken `cursor` field. */
export function readCursor(cursor: string | undefined): CursorKey | null {
  if (cursor === undefined || cursor === "") return null;
  try {
    const [sortValue, id] = Key.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { sortValue, id };
  } catch {
    throw invalidField("cursor", "Must be the nextCursor of an earlier answer");
  }
}

/** Reads a cursor of a list ordered by time. */
export function readTimeCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const key = readCursor(cursor);
  if (!key) return null;
  if (!Instant.safeParse(key.sortValue).success) {
    throw invalidField("cursor", "Must be the nextCursor of an earlier answer");
  }
  return { at: new Date(key.sortValue), id: key.id };
}

/** Makes a page of `limit` out of up to `limit + 1` rows: the extra row only proves that there is a next page. */
export function toPage<Row>(rows: Row[], limit: number, keyOf: (row: Row) => CursorKey): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, nextCursor: null };
  return { items, nextCursor: cursorAt(keyOf(last)) };
}

/** The cursor of what comes behind a place; null at the beginning. */
export function cursorAt(key: CursorKey): string;
export function cursorAt(key: CursorKey | null): string | null;
export function cursorAt(key: CursorKey | null): string | null {
  return key && Buffer.from(JSON.stringify([key.sortValue, key.id])).toString("base64url");
}
