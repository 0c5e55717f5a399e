/**
 * Waits for a write; null when a unique rule of the database refused it, because another call took the value at the same
 * moment. The transaction it was part of is over then and must be left by an error.
 */
export async function unlessTaken<Result>(write: Promise<Result>): Promise<Result | null> {
  try {
    return await write;
  } catch (error) {
    // Prisma's code for a violated unique constraint.
    if (error instanceof Error && "code" in error && error.code === "P2002") return null;
    throw error;
  }
}
