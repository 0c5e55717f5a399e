import { execFileSync } from "node:child_process";
import { mkdtemp, open, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Room for a database, its write-ahead log and some growth. */
const MEGABYTES = 256;
const BLOCK = Buffer.alloc(64 * 1024, 1);

/** A file system of its own that can be filled to the last byte. Needs root, and Linux. */
export class SmallDisk implements AsyncDisposable {
  readonly folder: string;
  readonly #filler: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#filler = join(folder, "filler");
  }

  /** Null where none may be mounted. */
  static async mount(): Promise<SmallDisk | null> {
    const folder = await mkdtemp(join(tmpdir(), "podpass-small-disk-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m,mode=1777`, "tmpfs", folder], { stdio: "pipe" });
      return new SmallDisk(folder);
    } catch {
      await rmdir(folder);
      return null;
    }
  }

  /** Takes all that is left. */
  async fill(): Promise<void> {
    const file = await open(this.#filler, "w");
    try {
      for (;;) await file.writeFile(BLOCK);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    } finally {
      await file.close();
    }
  }

  /** Gives it back. */
  free(): Promise<void> {
    return rm(this.#filler);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    execFileSync("umount", ["--lazy", this.folder]);
    await rmdir(this.folder);
  }
}
