import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Where a component's own class sets the same property as one that is passed in, the style sheet's
 * order decides and not this one: the passed one says `!` (`w-36!`).
 */
export function cn(...inputs: ClassValue[]): string {
  return clsx(inputs);
}
