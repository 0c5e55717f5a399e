import { appendFileSync } from "node:fs";

/** What comes of an attempt to tell whether a place is missed: why something failed, or null. */
type Act = () => Promise<string | null>;

/** A place that is to be left out. */
export interface Wanted {
  id: string;
  /** Parts of the names of the test files that try it; null: all do. */
  triedBy: string[] | null;
}

/** A place that was missed, and who missed it. One a line, in the file that `PODPASS_TRIALS` names. */
export interface Miss {
  id: string;
  by: string;
}

/**
 * Does what a test does once more without each place that it came by. One at a time: a test that runs beside others does
 * not know which of them came by.
 */
export class Trials {
  readonly #wanted: ReadonlyMap<string, Wanted>;
  readonly #missed = new Set<string>();
  readonly #file: string;
  #reached = new Set<string>();
  #leftOut: string | null = null;

  constructor(wanted: readonly Wanted[], file: string) {
    this.#wanted = new Map(wanted.map((place) => [place.id, place]));
    this.#file = file;
  }

  /** Asked by each place when it is come by; true when it is to be gone. */
  isLeftOut(id: string): boolean {
    this.#reached.add(id);
    return id === this.#leftOut;
  }

  /** Whether a place is left that this test could miss. */
  isOfUse(by: string): boolean {
    return [...this.#wanted.keys()].some((id) => this.#isTried(id, by));
  }

  #isTried(id: string, by: string): boolean {
    const wanted = this.#wanted.get(id);
    if (!wanted || this.#missed.has(id)) return false;
    return wanted.triedBy?.some((file) => by.includes(file)) ?? true;
  }

  /** What the act came to with all in place, after it was done without each of the places it came by. */
  async repeat(by: string, act: Act): Promise<string | null> {
    this.#reached = new Set();
    const outcome = await act();
    const reached = [...this.#reached].filter((id) => this.#isTried(id, by));
    // What cannot be done twice would fail without a place as well as with it.
    if (outcome !== null || reached.length === 0 || (await act()) !== null) return outcome;
    for (const id of reached) {
      const failure = await this.#without(id, act);
      // It may only have been slow.
      if (failure === null || failure.includes("Test timed out")) continue;
      // What was done without the place may be in the way from now on, and so may what was done so often.
      if ((await act()) !== null) break;
      this.#missed.add(id);
      appendFileSync(this.#file, `${JSON.stringify({ id, by } satisfies Miss)}\n`);
    }
    return null;
  }

  async #without(id: string, act: Act): Promise<string | null> {
    this.#leftOut = id;
    try {
      return await act();
    } finally {
      this.#leftOut = null;
    }
  }

  /** In the place of the authorization walk's own: each of its checks is repeated for itself. */
  async findSurprises(checks: readonly Act[], by: string): Promise<string[]> {
    const found: string[] = [];
    for (const check of checks) {
      const surprise = await this.repeat(by, check);
      if (surprise !== null) found.push(surprise);
    }
    return found;
  }
}
