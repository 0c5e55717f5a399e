import { MAX_SECRET_BYTES_AT_ONCE } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { SecretRow } from "./secret.repository.ts";
import { folderNotFound, type OpenSecretScope } from "./secret-scope.ts";

/** What a secret takes beside its content: its row, its names and what is written around them in an answer. */
const BYTES_AROUND = 1024;

/** A folder, and where it is looked for: whoever asked was let in there. */
interface FolderAt {
  id: string;
  path: string;
  /** Its slug. */
  environment: string;
}

interface WantedSecrets {
  folders: readonly FolderAt[];
  /** Left out: all. */
  keys?: string[];
  /** Values that are not wanted take no room; the rows hold empty ones. */
  isValueWanted: boolean;
}

/** Reads secrets for one request, which may hold a fixed number of bytes of them in all. */
export interface SecretRoom {
  /**
   * The secrets of folders, by key, each read where its folder is looked for: what is elsewhere by now is not to be judged
   * by where it was. What they hold as they are stored is taken from the room.
   * @throws AppError `secret.too_much_at_once` when there is less left; then nothing was read. `folder.not_found` when
   * secrets came with a folder that was renamed since it was opened.
   */
  read(wanted: WantedSecrets): Promise<SecretRow[]>;
}

/** A request has one room for all that goes into its answer: what it asks for, imports and what is referred to. */
export function openSecretRoom(store: Store): SecretRoom {
  let leftBytes = MAX_SECRET_BYTES_AT_ONCE;
  return {
    async read({ folders, keys, isValueWanted }) {
      const folderOf = new Map(folders.map((folder) => [folder.id, folder]));
      const wanted = { folderIds: [...folderOf.keys()], keys: keys ?? null, isValueWanted, bytesAround: BYTES_AROUND };
      const { found, bytes } = await store.secrets.listWithin(wanted, leftBytes);
      if (bytes > leftBytes) throw new AppError("secret.too_much_at_once", { reason: `${bytes} bytes of secrets` });
      leftBytes -= bytes;
      return found.map(({ path, environment, bytes: _bytes, ...row }) => {
        const at = folderOf.get(row.folderId);
        if (at && (at.path !== path || at.environment !== environment)) {
          throw folderNotFound(at.path, at.environment);
        }
        return row;
      });
    },
  };
}

/** The folder of an opened place, as secrets are read from it. */
export function folderAt({ folder, environment }: OpenSecretScope): FolderAt {
  return { id: folder.id, path: folder.path, environment: environment.slug };
}
