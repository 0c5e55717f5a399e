import { createSecretKey, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Clock } from "../shared/clock.ts";
import type { Store } from "../shared/store.ts";
import { keyIdOf, open, seal } from "./envelope.ts";
import type { RootKey } from "./root-key.ts";

/** The one place a value is encrypted for: it opens nowhere else. */
export interface Place {
  table: string;
  rowId: string;
  field: string;
}

/** Whose data key encrypts a value: an organization's, or, null, the one of what is people's own. */
export type KeyOwner = string | null;

/** Encrypts values under their owner's data key. Plain data keys never leave the process. */
export interface SecretBox {
  /** Makes and stores the data key of a new owner. */
  createDataKey(store: Store, owner: KeyOwner): Promise<void>;
  sealText(store: Store, owner: KeyOwner, place: Place, text: string): Promise<Uint8Array<ArrayBuffer>>;
  openText(store: Store, owner: KeyOwner, place: Place, envelope: Uint8Array): Promise<string>;
}

/** How many organizations' data keys stay unwrapped in memory. They never change, so no invalidation is needed. */
const CACHED_DATA_KEYS = 1000;

interface DataKey {
  id: string;
  owner: KeyOwner;
  key: KeyObject;
}

/** The box over a root key. It keeps unwrapped data keys in memory, and throws when one is wrapped by another root key. */
export function createSecretBox(rootKey: RootKey, clock: Clock): SecretBox {
  const keysById = new LRUCache<string, DataKey>({ max: CACHED_DATA_KEYS });
  const newestKeyIds = new LRUCache<string, string>({ max: CACHED_DATA_KEYS });

  function unwrap(row: { id: string; organizationId: KeyOwner; rootKeyId: string; encryptedKey: Uint8Array }): DataKey {
    if (row.rootKeyId !== rootKey.id) {
      throw new Error(
        `Data key ${row.id} is wrapped by root key ${row.rootKeyId}, not by the configured ${rootKey.id}`,
      );
    }
    const key = createSecretKey(open(rootKey.key, row.encryptedKey, boundTo(row.id, row.organizationId)));
    const dataKey = { id: row.id, owner: row.organizationId, key };
    keysById.set(row.id, dataKey);
    return dataKey;
  }

  async function newestKey(store: Store, owner: KeyOwner): Promise<DataKey> {
    const cachedId = newestKeyIds.get(nameOfOwner(owner));
    const cached = cachedId === undefined ? undefined : keysById.get(cachedId);
    if (cached) return cached;
    const row = await store.dataKeys.findNewest(owner);
    if (!row) throw new Error(`No data key of ${nameOfOwner(owner)} exists`);
    newestKeyIds.set(nameOfOwner(owner), row.id);
    return unwrap(row);
  }

  async function keyById(store: Store, owner: KeyOwner, keyId: string): Promise<DataKey> {
    const cached = keysById.get(keyId);
    if (cached?.owner === owner) return cached;
    const row = await store.dataKeys.findOfOwner(keyId, owner);
    if (!row) throw new Error(`Data key ${keyId} of ${nameOfOwner(owner)} does not exist`);
    return unwrap(row);
  }

  return {
    async createDataKey(store, owner) {
      const id = randomUUID();
      const encryptedKey = seal(rootKey.key, id, randomBytes(32), boundTo(id, owner));
      const row = { id, organizationId: owner, rootKeyId: rootKey.id, encryptedKey, createdAt: clock.now() };
      await store.dataKeys.insert(row);
    },
    async sealText(store, owner, place, text) {
      const dataKey = await newestKey(store, owner);
      return seal(dataKey.key, dataKey.id, Buffer.from(text, "utf8"), nameOf(place));
    },
    async openText(store, owner, place, envelope) {
      const dataKey = await keyById(store, owner, keyIdOf(envelope));
      return open(dataKey.key, envelope, nameOf(place)).toString("utf8");
    },
  };
}

function nameOf(place: Place): string {
  return `${place.table}|${place.rowId}|${place.field}`;
}

function nameOfOwner(owner: KeyOwner): string {
  return owner ?? "people";
}

/** What a wrapped data key is bound to, so that it opens for no other owner. */
function boundTo(id: string, owner: KeyOwner): string {
  return `data_keys|${id}|${nameOfOwner(owner)}`;
}
