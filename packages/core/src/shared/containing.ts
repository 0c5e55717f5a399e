/** A filter for texts that contain this one, in either case. */
export function containing(text: string) {
  return { contains: quoted(text), mode: "insensitive" as const };
}

/** The same as a pattern for ILIKE. */
export function containingPattern(text: string): string {
  return `%${quoted(text)}%`;
}

/** A filter for texts that begin with this one. */
export function startingWith(text: string) {
  return { startsWith: quoted(text) };
}

/** Prisma hands LIKE's wildcards on, so they are quoted. */
function quoted(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
