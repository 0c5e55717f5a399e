import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface FileTarget {
  path: string;
  /** Permission bits; default: the owner alone may read and write. */
  mode?: number | undefined;
  /** Default: whoever this runs as. */
  owner?: { uid: number; gid: number } | undefined;
}

export const PRIVATE_MODE = 0o600;

/**
 * Makes the file hold the text, unless it does. A reader sees the old file or the new one, whole, with its final mode and
 * owner, also when the machine stops in between: written beside it, to the disk, then renamed.
 * @returns whether it was replaced
 */
export async function replaceFile({ path, mode = PRIVATE_MODE, owner }: FileTarget, text: string): Promise<boolean> {
  if ((await readIfThere(path)) === text) {
    await withFile(path, "r", (file) => setAccess(file, mode, owner));
    return false;
  }
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

async function withFile(path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, PRIVATE_MODE);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (Object(error).code === "ENOENT") return null;
    throw error;
  }
}
