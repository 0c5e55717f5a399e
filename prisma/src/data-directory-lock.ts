import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Another process has the data directory open. */
export class DataDirectoryInUseError extends Error {
  override readonly name = "DataDirectoryInUseError";
  readonly dataDir: string;

  constructor(dataDir: string, holder: string) {
    super(
      `The data directory ${dataDir} is in use by ${holder}. One process at a time can open an embedded database: ` +
        "stop that process, choose another DATA_DIR, or set DATABASE_URL to share a PostgreSQL server.",
    );
    this.dataDir = dataDir;
  }
}

/** Ends the hold on a data directory. */
export type DataDirectoryLock = { release(): Promise<void> };

const SQLITE_BUSY = 5;

/**
 * Creates `dataDir` (mode 0700) and holds it for this process alone until `release`.
 *
 * The hold is the operating system's: SQLite, which Node carries, takes an exclusive file lock that the kernel drops with
 * the process, however it dies. So a killed process never blocks the next one, and process ids, which are reused and are
 * all 1 in containers, decide nothing. They are written beside the lock only for the message.
 *
 * @throws DataDirectoryInUseError when it is held already, by this process too.
 */
export async function lockDataDirectory(dataDir: string): Promise<DataDirectoryLock> {
  const directory = path.resolve(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const holderFile = path.join(directory, "postgres.pid");
  const lock = new DatabaseSync(path.join(directory, "postgres.lock"), { timeout: 0 });
  try {
    // Nothing is ever written through this connection, so the file stays empty and no journal appears.
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new DataDirectoryInUseError(directory, await describeHolder(holderFile));
  }
  await writeFile(holderFile, `process ${process.pid} on ${hostname()}\n`, { mode: 0o600 });
  return {
    async release() {
      await rm(holderFile, { force: true });
      lock.close();
    },
  };
}

async function describeHolder(holderFile: string): Promise<string> {
  const holder = await readFile(holderFile, "utf8").catch(() => "");
  return holder.trim() || "another process";
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
