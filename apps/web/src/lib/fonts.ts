/** As long as browsers hide the letters of a font that is on its way. */
const LONGEST_WAIT_MS = 3000;

/**
 * Resolves when the fonts that every page uses are there, which index.html has asked for. A font that came later would set
 * in other widths what is drawn already, and move what stands below it. Never rejects: without them there are the system's.
 */
export async function fontsThere(): Promise<void> {
  const fonts = ["Inter Variable", "JetBrains Mono Variable"].map((name) => document.fonts.load(`1rem "${name}"`));
  await Promise.race([Promise.allSettled(fonts), new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
}
