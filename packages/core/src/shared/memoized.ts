import { LRUCache } from "lru-cache";

/**
 * The same function with its last `max` answers kept: for what a text alone decides, and is asked again and again.
 * The texts stay in memory, so they must hold no credential.
 */
export function memoized<T extends object | string>(max: number, compute: (text: string) => T): (text: string) => T {
  const known = new LRUCache<string, T>({ max });
  return (text) => {
    const answer = known.get(text) ?? compute(text);
    known.set(text, answer);
    return answer;
  };
}
