import type { Api } from "../testing/api.ts";

class RolledBack extends Error {}

/**
 * From now on every change of a use-case is made, answered and rolled back: calls that are allowed can follow each other in
 * any order, for one that deletes the project leaves it there.
 */
export function rollBackEverything({ container: { services } }: Api): void {
  const { transaction } = services;
  services.transaction = async <Result>(work: Parameters<typeof transaction<Result>>[0]): Promise<Result> => {
    const results: Result[] = [];
    try {
      await transaction(async (tx) => {
        results.push(await work(tx));
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
    // There is one, or the work's own error was thrown on.
    return results[0] as Result;
  };
}
