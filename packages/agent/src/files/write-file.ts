import { randomUUID } from "node:crypto";
import { constants, type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface FileTarget {
  path: string;
  /** Permission bits; default: the owner alone may read and write. */
  mode?: number | undefined;
  /** Default: whoever this runs as. */
  owner?: { uid: number; gid: number } | undefined;
}

const PRIVATE_MODE = 0o600;
/** To look at what is there: no link is followed, and no pipe waited for. */
const EXISTING = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Makes the file hold the text, unless it does. A reader sees the old file or the new one, whole, with its final mode and
 * owner, also when the machine stops in between: written beside it, to the disk, then renamed.
 * @returns whether it was replaced
 */
export async function replaceFile({ path, mode = PRIVATE_MODE, owner }: FileTarget, text: string): Promise<boolean> {
  if (await isInPlace({ path, mode, owner }, text)) return false;
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}`);
  try {
    await withFile(temporary, "wx", async (file) => {
      await setAccess(file, mode, owner);
      await file.writeFile(text);
      await file.sync();
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // The name is on the disk when its folder is.
  await withFile(folder, "r", (file) => file.sync());
  return true;
}

async function setAccess(file: FileHandle, mode: number, owner: FileTarget["owner"]): Promise<void> {
  if (owner) await file.chown(owner.uid, owner.gid);
  // Last: a change of owner takes bits away.
  await file.chmod(mode);
}

async function withFile(
  path: string,
  flags: string | number,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, PRIVATE_MODE);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

/**
 * Whether a file that is ours, or its future owner's, holds the text already; then its mode and owner are set. A link,
 * or a file of anybody else, was put there by others: it is replaced, and what it leads to is not touched.
 */
async function isInPlace({ path, mode = PRIVATE_MODE, owner }: FileTarget, text: string): Promise<boolean> {
  try {
    let isSame = false;
    await withFile(path, EXISTING, async (file) => {
      const found = await file.stat();
      if (!found.isFile() || ![process.geteuid?.() ?? found.uid, owner?.uid].includes(found.uid)) return;
      isSame = (await file.readFile("utf8")) === text;
      if (isSame) await setAccess(file, mode, owner);
    });
    return isSame;
  } catch (error) {
    if (["ENOENT", "ELOOP"].includes(Object(error).code)) return false;
    throw error;
  }
}
