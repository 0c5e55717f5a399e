/**
 * Matches a whole text against a pattern in which `*` stands for any run of characters and `?` for exactly one;
 * every other character, `!`, `[` and `{` included, stands for itself.
 *
 * Guarantee: at most pattern.length × text.length steps whatever the pattern, because only the last `*` is ever
 * retried. A library glob is not used: those read `!dev` as "anything else" and can be made to backtrack for seconds.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let patternIndex = 0;
  let textIndex = 0;
  let starIndex = -1;
  let resumeIndex = 0;
  while (textIndex < text.length) {
    const symbol = pattern[patternIndex];
    if (symbol === "*") {
      starIndex = patternIndex;
      resumeIndex = textIndex;
      patternIndex += 1;
    } else if (symbol === "?" || symbol === text[textIndex]) {
      patternIndex += 1;
      textIndex += 1;
    } else if (starIndex >= 0) {
      resumeIndex += 1;
      textIndex = resumeIndex;
      patternIndex = starIndex + 1;
    } else {
      return false;
    }
  }
  while (pattern[patternIndex] === "*") patternIndex += 1;
  return patternIndex === pattern.length;
}
