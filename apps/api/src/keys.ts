import { createRootKeys, parseRootKey, type RootKey, type RootKeys } from "@podpass/core";
import { type Env, ROOT_KEY_WORD } from "./env.ts";
import { type RootKeyFile, readOrMakeRootKeys, signingSecretOf } from "./root-key-file.ts";

/** What a server encrypts and signs with. */
export interface Keys {
  rootKeys: RootKeys;
  /** Signs access tokens and sessions. */
  signingSecret: Buffer;
  /** Sign nothing and are still accepted. */
  acceptedSecrets: Buffer[];
}

/**
 * The keys that are configured, or those of an embedded installation's own file.
 * @throws Error when they do not open what the database holds: a data key is wrapped by a root key that is not among them
 */
export async function findKeys(env: Env, rootKeyIdsInUse: readonly string[]): Promise<Keys> {
  const { current, accepted, signingSecrets } = await findRootKeys(env, rootKeyIdsInUse.length === 0);
  const rootKeys = createRootKeys(current, accepted);
  if (rootKeyIdsInUse.some((id) => !rootKeys.find(id))) {
    throw new Error(
      "The root key (ENCRYPTION_KEY or the file root.key) is not the one this database is encrypted with, and neither " +
        "is any of ENCRYPTION_KEYS_ACCEPTED",
    );
  }
  const derived = [current, ...accepted].map(signingSecretOf);
  const [first = signingSecretOf(current), ...others] = derived;
  const configured = env.acceptedAuthSecrets.flatMap((text) =>
    text === ROOT_KEY_WORD ? derived : [Buffer.from(text)],
  );
  if (env.authSecret !== null) {
    return { rootKeys, signingSecret: Buffer.from(env.authSecret), acceptedSecrets: configured };
  }
  return { rootKeys, signingSecret: first, acceptedSecrets: [...others, ...signingSecrets, ...configured] };
}

async function findRootKeys(env: Env, isNewAllowed: boolean): Promise<RootKeyFile> {
  const accepted = env.acceptedEncryptionKeys.map(rootKeyOf);
  if (env.encryptionKey !== null) return { current: rootKeyOf(env.encryptionKey), accepted, signingSecrets: [] };
  if (env.rootKeyFile === null) throw new Error("ENCRYPTION_KEY is not set");
  const inFile = await readOrMakeRootKeys(env.rootKeyFile, isNewAllowed);
  return { ...inFile, accepted: [...inFile.accepted, ...accepted] };
}

function rootKeyOf(text: string): RootKey {
  const rootKey = parseRootKey(text);
  // The environment was checked when it was read.
  if (!rootKey) throw new Error("A root key is 32 bytes in base64");
  return rootKey;
}
