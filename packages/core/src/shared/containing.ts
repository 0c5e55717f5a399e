/** A filter for texts that contain this one, in either case. Prisma hands LIKE's wildcards on, so they are quoted. */
export function containing(text: string) {
  return { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
}
