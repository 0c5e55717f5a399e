/** A path that a document names and that is not in the tree. */
export interface MissingPath {
  line: number;
  path: string;
}

const FENCE = /^\s*(```|~~~)/;
const CODE_SPAN = /`([^`\n]+)`/g;
/** Only the marks of file names: no spaces, placeholders, globs, variables or addresses. */
const PATH = /^\.?[\w$@.-]+(\/[\w$@.-]+)+$/;
const OUR_FOLDER = /^(apps|packages|prisma|e2e|scripts|docs|\.ci)\//;
const SOURCE_FILE = /\.(ts|tsx|mjs|prisma)$/;
/** Made by a build, so they may not be there yet. */
const BUILT = /(^|\/)(dist|generated|node_modules|routeTree\.gen\.ts)(\/|$)/;

/**
 * Finds the code spans that look like a path of this repository and lead nowhere. Blocks of code are not looked at: they
 * show commands and files of others.
 * @param exists tells whether a path, relative to the root and without a slash at its end, is in the tree
 */
export function findMissingPaths(markdown: string, exists: (path: string) => boolean): MissingPath[] {
  const missing: MissingPath[] = [];
  let isInBlock = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    if (FENCE.test(text)) isInBlock = !isInBlock;
    if (isInBlock) continue;
    for (const [, span = ""] of text.matchAll(CODE_SPAN)) {
      const path = withoutDecoration(span);
      if (isOurs(path) && !exists(path)) missing.push({ line: index + 1, path: span });
    }
  }
  return missing;
}

/** Drops a leading `./`, a line number and a slash at the end. */
function withoutDecoration(span: string): string {
  return span
    .replace(/^\.\//, "")
    .replace(/[#:]L?\d+$/, "")
    .replace(/\/$/, "");
}

function isOurs(path: string): boolean {
  if (!PATH.test(path) || BUILT.test(path)) return false;
  return OUR_FOLDER.test(path) || SOURCE_FILE.test(path);
}
