import { MemoryFS, type PGlite } from "@electric-sql/pglite";

/** A file of a database, or a folder when it has no content. A folder stands before what is in it. */
export interface DatabaseFile {
  path: string;
  content: Uint8Array | null;
}

/** Where PGlite keeps its data. */
const DATA_FOLDER = "/pglite/data";

/** What of Emscripten's file system is used here: https://emscripten.org/docs/api_reference/Filesystem-API.html */
interface EngineFiles {
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
  mkdirTree(path: string): void;
  mkdir(path: string): void;
  writeFile(path: string, content: Uint8Array, options: { canOwn: boolean }): void;
}

/** The files of a running database, which must have had a checkpoint and no writes since. */
export function readDatabaseFiles(engine: PGlite, folder = DATA_FOLDER): DatabaseFile[] {
  const files: EngineFiles = engine.Module.FS;
  const names = files.readdir(folder).filter((name) => name !== "." && name !== "..");
  return names.flatMap((name) => {
    const path = `${folder}/${name}`;
    if (!files.isDir(files.stat(path).mode)) return [{ path, content: files.readFile(path) }];
    return [{ path, content: null }, ...readDatabaseFiles(engine, path)];
  });
}

/**
 * Files in this process's memory that begin as a copy of others. PGlite's own `loadDataDir` unpacks an archive to the same
 * end, in several times the time.
 */
export function copyOfFiles(template: readonly DatabaseFile[]): MemoryFS {
  return new CopiedFiles(template);
}

class CopiedFiles extends MemoryFS {
  readonly #template: readonly DatabaseFile[];

  constructor(template: readonly DatabaseFile[]) {
    super();
    this.#template = template;
  }

  // Called once the engine has its file system, and before it looks there for a database.
  override async initialSyncFs(): Promise<void> {
    if (!this.pg) throw new Error("PGlite calls init first");
    const files: EngineFiles = this.pg.Module.FS;
    files.mkdirTree(DATA_FOLDER);
    for (const { path, content } of this.#template) {
      if (content) files.writeFile(path, content.slice(), { canOwn: true });
      else files.mkdir(path);
    }
  }
}
