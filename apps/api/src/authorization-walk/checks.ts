/** Asks something of the server, and tells what is otherwise than expected in the answer; null when nothing is. */
export type Check = () => Promise<string | null>;

/**
 * What is otherwise than expected: nothing, if all is well. One check after the other: `scripts/unguarded` makes each of
 * them again without what it came by.
 */
export async function findSurprises(checks: readonly Check[]): Promise<string[]> {
  const found: string[] = [];
  for (const check of checks) {
    const surprise = await check();
    if (surprise !== null) found.push(surprise);
  }
  return found;
}
