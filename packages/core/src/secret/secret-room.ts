import { MAX_SECRET_BYTES_AT_ONCE } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { SecretRow } from "./secret.repository.ts";

/** What a secret takes beside its content: its row, its names and what is written around them in an answer. */
const BYTES_AROUND = 1024;

interface WantedSecrets {
  folderIds: string[];
  /** Left out: all. */
  keys?: string[];
  /** Values that are not wanted take no room; the rows hold empty ones. */
  isValueWanted: boolean;
}

/** Reads secrets for one request, which may hold a fixed number of bytes of them in all. */
export interface SecretRoom {
  /**
   * The secrets of folders, by key. What they hold as they are stored is taken from the room.
   * @throws AppError `secret.too_much_at_once` when there is less left; then nothing was read.
   */
  read(wanted: WantedSecrets): Promise<SecretRow[]>;
}

/** A request has one room for all that goes into its answer: what it asks for, imports and what is referred to. */
export function openSecretRoom(store: Store): SecretRoom {
  let leftBytes = MAX_SECRET_BYTES_AT_ONCE;
  return {
    async read({ folderIds, keys, isValueWanted }) {
      const wanted = { folderIds, keys: keys ?? null, isValueWanted, bytesAround: BYTES_AROUND };
      const { rows, bytes } = await store.secrets.listWithin(wanted, leftBytes);
      if (bytes > leftBytes) throw new AppError("secret.too_much_at_once", { reason: `${bytes} bytes of secrets` });
      leftBytes -= bytes;
      return rows;
    },
  };
}
