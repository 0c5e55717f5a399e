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

/** Encrypts values under their organization's data key. Plain data keys never leave the process. */
export interface SecretBox {
  /** Makes and stores the data key of a new organization. */
  createDataKey(store: Store, organizationId: string): Promise<void>;
  sealText(store: Store, organizationId: string, place: Place, text: string): Promise<Uint8Array<ArrayBuffer>>;
  openText(store: Store, organizationId: string, place: Place, envelope: Uint8Array): Promise<string>;
}

/** How many organizations' data keys stay unwrapped in memory. They never change, so no invalidation is needed. */
const CACHED_DATA_KEYS = 1000;

interface DataKey {
  id: string;
  organizationId: string;
  key: KeyObject;
}

/** The box over a root key. It keeps unwrapped data keys in memory, and throws when one is wrapped by another root key. */
export function createSecretBox(rootKey: RootKey, clock: Clock): SecretBox {
  const keysById = new LRUCache<string, DataKey>({ max: CACHED_DATA_KEYS });
  const newestKeyIds = new LRUCache<string, string>({ max: CACHED_DATA_KEYS });

  function unwrap(row: { id: string; organizationId: string; rootKeyId: string; encryptedKey: Uint8Array }): DataKey {
    if (row.rootKeyId !== rootKey.id) {
      throw new Error(
        `Data key ${row.id} is wrapped by root key ${row.rootKeyId}, not by the configured ${rootKey.id}`,
      );
    }
    const key = createSecretKey(open(rootKey.key, row.encryptedKey, `data_keys|${row.id}|${row.organizationId}`));
    const dataKey = { id: row.id, organizationId: row.organizationId, key };
    keysById.set(row.id, dataKey);
    return dataKey;
  }

  async function newestKey(store: Store, organizationId: string): Promise<DataKey> {
    const cachedId = newestKeyIds.get(organizationId);
    const cached = cachedId === undefined ? undefined : keysById.get(cachedId);
    if (cached) return cached;
    const row = await store.dataKeys.findNewest(organizationId);
    if (!row) throw new Error(`Organization ${organizationId} has no data key`);
    newestKeyIds.set(organizationId, row.id);
    return unwrap(row);
  }

  async function keyById(store: Store, organizationId: string, keyId: string): Promise<DataKey> {
    const cached = keysById.get(keyId);
    if (cached?.organizationId === organizationId) return cached;
    const row = await store.dataKeys.findForOrganization(keyId, organizationId);
    if (!row) throw new Error(`Data key ${keyId} does not exist in organization ${organizationId}`);
    return unwrap(row);
  }

  return {
    async createDataKey(store, organizationId) {
      const id = randomUUID();
      const boundTo = `data_keys|${id}|${organizationId}`;
      const encryptedKey = seal(rootKey.key, id, randomBytes(32), boundTo);
      await store.dataKeys.insert({ id, organizationId, rootKeyId: rootKey.id, encryptedKey, createdAt: clock.now() });
    },
    async sealText(store, organizationId, place, text) {
      const dataKey = await newestKey(store, organizationId);
      return seal(dataKey.key, dataKey.id, Buffer.from(text, "utf8"), nameOf(place));
    },
    async openText(store, organizationId, place, envelope) {
      const dataKey = await keyById(store, organizationId, keyIdOf(envelope));
      return open(dataKey.key, envelope, nameOf(place)).toString("utf8");
    },
  };
}

function nameOf(place: Place): string {
  return `${place.table}|${place.rowId}|${place.field}`;
}
