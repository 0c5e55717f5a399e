import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Place } from "../encryption/encrypted-columns.ts";
import type { SecretBox } from "../encryption/secret-box.ts";
import type { Store } from "../shared/store.ts";
import { CHAIN_START, type ChainEnds, macOfEnds } from "./audit-chain.ts";

/** An organization's chain, with the key to continue or to check it. */
export interface OpenAuditChain {
  /** Not its bytes: an HMAC under those costs six times as much. */
  key: KeyObject;
  ends: ChainEnds;
  mac: Uint8Array;
}

const KEY_BYTES = 32;

/** The chain of an organization; null when nothing was sealed yet. */
export async function openAuditChain(
  store: Store,
  secretBox: SecretBox,
  organizationId: string,
): Promise<OpenAuditChain | null> {
  const row = await store.auditChains.find(organizationId);
  if (!row) return null;
  const text = await secretBox.openText(store, organizationId, keyPlace(organizationId), row.encryptedKey);
  return { key: createSecretKey(text, "base64"), ends: row, mac: row.mac };
}

/** The same, made when there is none. */
export async function openOrCreateAuditChain(
  store: Store,
  secretBox: SecretBox,
  organizationId: string,
): Promise<OpenAuditChain> {
  const chain = await openAuditChain(store, secretBox, organizationId);
  if (chain) return chain;
  await createAuditChain(store, secretBox, organizationId);
  return openOrCreateAuditChain(store, secretBox, organizationId);
}

/** Gives an organization a chain of its own, with a random key; does nothing when it has one. */
async function createAuditChain(store: Store, secretBox: SecretBox, organizationId: string): Promise<void> {
  const key = randomBytes(KEY_BYTES);
  const ends = { prunedSequence: 0n, prunedHash: CHAIN_START, headSequence: 0n, headHash: CHAIN_START };
  const place = keyPlace(organizationId);
  const encryptedKey = Uint8Array.from(await secretBox.sealText(store, organizationId, place, key.toString("base64")));
  const mac = macOfEnds(createSecretKey(key), organizationId, ends);
  await store.auditChains.insert({ organizationId, encryptedKey, ...ends, mac });
}

function keyPlace(organizationId: string): Place {
  return { table: "audit_chains", rowId: organizationId, field: "encrypted_key" };
}
