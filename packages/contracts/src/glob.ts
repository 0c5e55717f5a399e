import { namesOfPath } from "./fields/secret-path.ts";

/**
 * Whether a whole sequence matches a pattern in which one symbol stands for any run of items.
 *
 * Guarantee: at most pattern.length × items.length steps whatever the pattern, because only the last run is ever
 * retried. A library glob is not used: those read `!dev` as "anything else" and can be made to backtrack for seconds.
 */
function matchesRuns<Item>(
  pattern: ArrayLike<Item>,
  items: ArrayLike<Item>,
  isRun: (symbol: Item | undefined) => boolean,
  matchesOne: (symbol: Item, item: Item) => boolean,
): boolean {
  let patternIndex = 0;
  let itemIndex = 0;
  let runIndex = -1;
  let resumeIndex = 0;
  while (itemIndex < items.length) {
    const symbol = pattern[patternIndex];
    const item = items[itemIndex];
    if (isRun(symbol)) {
      runIndex = patternIndex;
      resumeIndex = itemIndex;
      patternIndex += 1;
    } else if (symbol !== undefined && item !== undefined && matchesOne(symbol, item)) {
      patternIndex += 1;
      itemIndex += 1;
    } else if (runIndex >= 0) {
      resumeIndex += 1;
      itemIndex = resumeIndex;
      patternIndex = runIndex + 1;
    } else {
      return false;
    }
  }
  while (isRun(pattern[patternIndex])) patternIndex += 1;
  return patternIndex === pattern.length;
}

/**
 * Matches a whole text against a pattern in which `*` stands for any run of characters and `?` for exactly one;
 * every other character, `!`, `[` and `{` included, stands for itself. Takes time in proportion to the pattern's length
 * times the text's, at worst.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  return matchesRuns(
    pattern,
    text,
    (symbol) => symbol === "*",
    (symbol, character) => symbol === "?" || symbol === character,
  );
}

/**
 * Matches a path folder by folder: a folder called `**` stands for any number of folders, none included; in others `*`
 * and `?` stand for characters of that folder's name, never for a slash. As the globs of Infisical's rules do, so that
 * none of them allows more here than there.
 */
export function matchesPathGlob(pattern: string, path: string): boolean {
  return matchesRuns(namesOfPath(pattern), namesOfPath(path), isAnyFolders, matchesGlob);
}

/** Whether all that `inner` matches is matched by `outer`. Errs towards no. */
export function isGlobWithin(inner: string, outer: string): boolean {
  // Read as a text, the inner pattern's `*` may be met by no other symbol of the outer one than `*`.
  return matchesRuns(
    outer,
    inner,
    (symbol) => symbol === "*",
    (symbol, character) => (symbol === "?" ? character !== "*" : symbol === character),
  );
}

/** The same for globs of paths. */
export function isPathGlobWithin(inner: string, outer: string): boolean {
  return matchesRuns(
    namesOfPath(outer),
    namesOfPath(inner),
    isAnyFolders,
    (outerName, innerName) => !isAnyFolders(innerName) && isGlobWithin(innerName, outerName),
  );
}

function isAnyFolders(name: string | undefined): boolean {
  return name === "**";
}
