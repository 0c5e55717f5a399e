import { createSecretKey, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type Changes, createChangeCache } from "../shared/change-cache.ts";
import type { Clock } from "../shared/clock.ts";
import type { Store } from "../shared/store.ts";
import type { WrappedDataKey } from "./data-key.repository.ts";
import type { Place } from "./encrypted-columns.ts";
import { keyIdOf, open, seal } from "./envelope.ts";
import type { RootKeys } from "./root-keys.ts";

/** Whose data key encrypts a value: an organization's, or, null, the one of what is people's own. */
export type KeyOwner = string | null;

/** Encrypts values under their owner's data key. Plain data keys never leave the process. */
export interface SecretBox {
  /** Makes and stores a data key of the owner, which seals from then on. @returns its id */
  createDataKey(store: Store, owner: KeyOwner): Promise<string>;
  sealText(store: Store, owner: KeyOwner, place: Place, text: string): Promise<Uint8Array<ArrayBuffer>>;
  openText(store: Store, owner: KeyOwner, place: Place, envelope: Uint8Array): Promise<string>;
  /** The same data key under the root key that wraps now. @throws Error when none of the root keys opens it */
  rewrap(dataKey: WrappedDataKey): Pick<WrappedDataKey, "rootKeyId" | "encryptedKey">;
}

/** How many data keys stay unwrapped in memory. What a key is never changes. */
const CACHED_DATA_KEYS = 1000;

interface DataKey {
  id: string;
  owner: KeyOwner;
  key: KeyObject;
}

/**
 * The box over the root keys. It keeps unwrapped data keys in memory, and which of them is its owner's newest until the
 * database tells of another. It throws when a data key is wrapped by a root key it does not have.
 */
export function createSecretBox(rootKeys: RootKeys, clock: Clock, changes: Changes): SecretBox {
  const keysById = new LRUCache<string, DataKey>({ max: CACHED_DATA_KEYS });
  const newestKeys = createChangeCache<Pick<DataKey, "id" | "owner">>(changes, {
    max: CACHED_DATA_KEYS,
    tagsOf: ({ owner }) => [`data-key ${nameOfOwner(owner)}`],
  });

  function unwrap(row: WrappedDataKey): Buffer {
    const rootKey = rootKeys.find(row.rootKeyId);
    if (!rootKey) {
      throw new Error(
        `Data key ${row.id} is wrapped by root key ${row.rootKeyId}, not by the configured ${rootKeys.current.id}`,
      );
    }
    return open(rootKey.key, row.encryptedKey, boundTo(row));
  }

  function keep(row: WrappedDataKey): DataKey {
    const dataKey = { id: row.id, owner: row.organizationId, key: createSecretKey(unwrap(row)) };
    keysById.set(row.id, dataKey);
    return dataKey;
  }

  async function newestKey(store: Store, owner: KeyOwner): Promise<DataKey> {
    const newest = await newestKeys.read(nameOfOwner(owner), async () => {
      const row = await store.dataKeys.findNewest(owner);
      return row && { id: keep(row).id, owner };
    });
    if (!newest) throw new Error(`No data key of ${nameOfOwner(owner)} exists`);
    return keyById(store, owner, newest.id);
  }

  async function keyById(store: Store, owner: KeyOwner, keyId: string): Promise<DataKey> {
    const cached = keysById.get(keyId);
    if (cached?.owner === owner) return cached;
    const row = await store.dataKeys.findOfOwner(keyId, owner);
    if (!row) throw new Error(`Data key ${keyId} of ${nameOfOwner(owner)} does not exist`);
    return keep(row);
  }

  function wrap(dataKey: { id: string; organizationId: KeyOwner }, key: Buffer) {
    const { current } = rootKeys;
    return { rootKeyId: current.id, encryptedKey: seal(current.key, dataKey.id, key, boundTo(dataKey)) };
  }

  return {
    async createDataKey(store, owner) {
      const dataKey = { id: randomUUID(), organizationId: owner };
      const before = await store.dataKeys.findNewest(owner);
      // Newer than every other by its row as well, whichever replica's clock made that.
      const createdAt = new Date(Math.max(clock.now().getTime(), (before?.createdAt.getTime() ?? 0) + 1));
      await store.dataKeys.insert({ ...dataKey, ...wrap(dataKey, randomBytes(32)), createdAt });
      return dataKey.id;
    },
    async sealText(store, owner, place, text) {
      const dataKey = await newestKey(store, owner);
      return seal(dataKey.key, dataKey.id, Buffer.from(text, "utf8"), nameOf(place));
    },
    async openText(store, owner, place, envelope) {
      const dataKey = await keyById(store, owner, keyIdOf(envelope));
      return open(dataKey.key, envelope, nameOf(place)).toString("utf8");
    },
    rewrap: (dataKey) => wrap(dataKey, unwrap(dataKey)),
  };
}

function nameOf(place: Place): string {
  return `${place.table}|${place.rowId}|${place.field}`;
}

function nameOfOwner(owner: KeyOwner): string {
  return owner ?? "people";
}

/** What a wrapped data key is bound to, so that it opens for no other owner. */
function boundTo({ id, organizationId }: { id: string; organizationId: KeyOwner }): string {
  return `data_keys|${id}|${nameOfOwner(organizationId)}`;
}
