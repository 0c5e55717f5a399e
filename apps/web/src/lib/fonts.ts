/** As long as browsers hide the letters of a font that is on its way. */
const LONGEST_WAIT_MS = 3000;

/**
 * Resolves when the fonts that every page uses, which index.html asks for, are loaded. A font that came later would
 * change the width of what is drawn already and move what stands below it. Never rejects: the system's fonts are used instead.
 */
export async function fontsThere(): Promise<void> {
  const fonts = ["Inter Variable", "JetBrains Mono Variable"].map((name) => document.fonts.load(`1rem "${name}"`));
  await Promise.race([Promise.allSettled(fonts), new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
}
