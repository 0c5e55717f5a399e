import { invalidField } from "@podpass/core";
import { WireText } from "../../wire/fields.ts";

/** What a list can be narrowed to. */
export const filterFields = { tagSlugs: WireText.optional(), metadataFilter: WireText.optional() };

interface Filters {
  tagSlugs?: string | undefined;
  metadataFilter?: string | undefined;
}

/** `tagSlugs` is `a,b`; `metadataFilter` is `key=a,value=b|key=c,value=d`. */
export function fromFilters({ tagSlugs = "", metadataFilter = "" }: Filters) {
  return { tagSlugs: parts(tagSlugs, ","), metadata: parts(metadataFilter, "|").map(toPair) };
}

function parts(text: string, separator: string): string[] {
  return text.split(separator).flatMap((part) => part.trim() || []);
}

function toPair(text: string): { key: string; value: string } {
  const [, key, value] = /^key=(.*?)\s*,\s*value=(.*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw invalidField("metadataFilter", "Must be key=a,value=b, several of them with | between");
  }
  return { key, value };
}
