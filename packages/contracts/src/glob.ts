import { namesOfPath } from "./fields/secret-path.ts";

/**
 * Whether a whole sequence matches a pattern in which one symbol stands for any run of items.
 *
 * Guarantee: at most pattern.length + between × items.length steps whatever the pattern, where `between` is what stands
 * between its first and its last run: what comes before and behind has one place only, and of the rest only the last run
 * is ever retried. A library glob is not used: those read `!dev` as "anything else" and can be made to backtrack for
 * seconds.
 */
function matchesRuns<Item>(
  pattern: ArrayLike<Item>,
  items: ArrayLike<Item>,
  isRun: (symbol: Item | undefined) => boolean,
  matchesOne: (symbol: Item, item: Item) => boolean,
): boolean {
  const matchesAt = (patternIndex: number, itemIndex: number) => {
    const symbol = pattern[patternIndex];
    const item = items[itemIndex];
    return symbol !== undefined && item !== undefined && matchesOne(symbol, item);
  };
  let patternIndex = 0;
  while (patternIndex < pattern.length && !isRun(pattern[patternIndex])) {
    if (!matchesAt(patternIndex, patternIndex)) return false;
    patternIndex += 1;
  }
  let itemIndex = patternIndex;
  if (patternIndex === pattern.length) return itemIndex === items.length;
  let patternEnd = pattern.length;
  let itemEnd = items.length;
  for (; !isRun(pattern[patternEnd - 1]); patternEnd -= 1, itemEnd -= 1) {
    if (itemEnd <= itemIndex || !matchesAt(patternEnd - 1, itemEnd - 1)) return false;
  }
  let runIndex = patternIndex;
  let resumeIndex = itemIndex;
  // Begins and ends with a run.
  while (patternIndex < patternEnd) {
    if (isRun(pattern[patternIndex])) {
      runIndex = patternIndex;
      resumeIndex = itemIndex;
      patternIndex += 1;
    } else if (itemIndex >= itemEnd) {
      return false;
    } else if (matchesAt(patternIndex, itemIndex)) {
      patternIndex += 1;
      itemIndex += 1;
    } else {
      resumeIndex += 1;
      itemIndex = resumeIndex;
      patternIndex = runIndex + 1;
    }
  }
  return true;
}

/**
 * Matches a whole text against a pattern in which `*` stands for any run of characters and `?` for exactly one;
 * every other character, `!`, `[` and `{` included, stands for itself. Takes the steps of `matchesRuns`, each of them a
 * comparison of two characters: a pattern can be held against every secret of a list.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first = "", ...between] = pattern.split("*");
  const last = between.pop();
  if (last === undefined) return first.length === text.length && isAt(first, text, 0);
  const end = text.length - last.length;
  let index = first.length;
  if (index > end || !isAt(first, text, 0) || !isAt(last, text, end)) return false;
  for (const piece of between) {
    while (index + piece.length <= end && !isAt(piece, text, index)) index += 1;
    index += piece.length;
    if (index > end) return false;
  }
  return true;
}

const ANY_CHARACTER = "?".charCodeAt(0);

/** Whether the text has the piece of a pattern at that place; there must be as many characters. */
function isAt(piece: string, text: string, place: number): boolean {
  for (let index = 0; index < piece.length; index += 1) {
    const symbol = piece.charCodeAt(index);
    if (symbol !== ANY_CHARACTER && symbol !== text.charCodeAt(place + index)) return false;
  }
  return true;
}

/**
 * Matches a path folder by folder: a folder called `**` stands for any number of folders, none included; in others `*`
 * and `?` stand for characters of that folder's name, never for a slash. As the globs of Infisical's rules do, so that
 * none of them allows more here than there.
 */
export function matchesPathGlob(pattern: string, path: string): boolean {
  return matchesFolders(namesOfPath(pattern), namesOfPath(path));
}

/** The same for paths that are taken apart already, into the names of their folders. */
export function matchesFolders(pattern: readonly string[], path: readonly string[]): boolean {
  return matchesRuns(pattern, path, isAnyFolders, matchesGlob);
}

/** What of a pattern may be tried again and again: the characters between its first `*` and its last. */
export function retriedLength(pattern: string): number {
  return Math.max(0, pattern.lastIndexOf("*") - pattern.indexOf("*") - 1);
}

/** The same of a glob of paths: the characters between its first `**` and its last, and those within one folder's name. */
export function retriedPathLength(pattern: readonly string[]): number {
  const between = pattern.slice(pattern.indexOf("**") + 1, Math.max(0, pattern.lastIndexOf("**")));
  return pattern.reduce((sum, name) => sum + retriedLength(name), between.join("/").length);
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
