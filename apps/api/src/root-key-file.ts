import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseRootKey, type RootKey } from "@podpass/core";

/**
 * The root key of an embedded installation: read from its file, or made on the first start with mode 0600 and flushed
 * to disk before anything is encrypted with it. `isNewAllowed` is false when there is data that an earlier key
 * encrypted: a new key would not open it.
 */
export async function readOrMakeRootKey(file: string, isNewAllowed: boolean): Promise<RootKey> {
  const existing = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (existing !== null) {
    const rootKey = parseRootKey(existing);
    if (!rootKey) throw new Error(`${file} does not hold a root key (32 bytes in base64)`);
    return rootKey;
  }
  if (!isNewAllowed) throw new Error(`${file} is missing, and the database holds data encrypted with it`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const text = randomBytes(32).toString("base64");
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const rootKey = parseRootKey(text);
  if (!rootKey) throw new Error("A fresh root key did not parse");
  return rootKey;
}
