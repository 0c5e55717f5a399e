/** Prints the heading of a part of the suite. */
export function announce(title: string): void {
  console.log(`\n── ${title} ${"─".repeat(Math.max(0, 76 - title.length))}`);
}
