/** Asks something of the server, and tells what of the answer is not as expected; null when all of it is. */
export type Check = () => Promise<string | null>;

/**
 * What is not as expected; empty when all is well. One check runs after the other: `scripts/unguarded` repeats each of them
 * without the guards that it passed.
 */
export async function findSurprises(checks: readonly Check[]): Promise<string[]> {
  const found: string[] = [];
  for (const check of checks) {
    const surprise = await check();
    if (surprise !== null) found.push(surprise);
  }
  return found;
}
