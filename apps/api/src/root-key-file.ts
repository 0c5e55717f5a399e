import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { deriveSecret, parseRootKey, type RootKey } from "@podpass/core";

/** What an embedded installation knows of its root keys. */
export interface RootKeyFile {
  current: RootKey;
  /** While a rotation goes on: those that still wrap data keys. */
  accepted: RootKey[];
  /** Derived from root keys of before. They open nothing: they prove what was signed with them. */
  signingSecrets: Buffer[];
}

/** What signs access tokens and sessions unless a secret is configured. */
export function signingSecretOf(rootKey: RootKey): Buffer {
  return deriveSecret(rootKey, "podpass auth secret");
}

/**
 * The root keys of an embedded installation: read from their file, or one made on the first start with mode 0600 and
 * flushed to disk before anything is encrypted with it. `isNewAllowed` is false when there is data that an earlier key
 * encrypted: a new key would not open it.
 * @throws Error when the file is missing although there is data, or holds anything else
 */
export async function readOrMakeRootKeys(file: string, isNewAllowed: boolean): Promise<RootKeyFile> {
  const existing = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (existing !== null) return parse(existing, file);
  if (!isNewAllowed) throw new Error(`${file} is missing, and the database holds data encrypted with it`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const text = `${randomBytes(32).toString("base64")}\n`;
  // Linked into place: it is there whole or not at all, and of two that start at once one is told.
  await writeBeside(file, text, (written) => link(written, file));
  return parse(text, file);
}

/**
 * Begins a rotation: makes a new root key, which is the first of the file from then on, beside the one before it. Goes on
 * with the one that is there when a rotation has begun and not ended.
 */
export async function beginRootKeyRotation(file: string): Promise<RootKeyFile> {
  const text = await readFile(file, "utf8");
  const before = parse(text, file);
  if (before.accepted.length > 0) return before;
  const [current = "", ...others] = text.trim().split("\n");
  const lines = [randomBytes(32).toString("base64"), `${ACCEPTED} ${current}`, ...others];
  return replace(file, lines);
}

/**
 * Ends a rotation, when nothing is wrapped by the keys of before any more: they leave the file. What they signed is
 * accepted on, unless `areSessionsEnded`.
 */
export async function endRootKeyRotation(
  file: string,
  { areSessionsEnded }: { areSessionsEnded: boolean },
): Promise<RootKeyFile> {
  const text = await readFile(file, "utf8");
  const { accepted, signingSecrets } = parse(text, file);
  const [current = ""] = text.split("\n");
  const secrets = areSessionsEnded ? [] : [...accepted.map(signingSecretOf), ...signingSecrets];
  return replace(file, [current, ...secrets.map((secret) => `${SIGNED} ${secret.toString("base64")}`)]);
}

/** The first line of the file is the root key alone, as it has always been; these words begin the others. */
const ACCEPTED = "accepted";
const SIGNED = "signed";

function parse(text: string, file: string): RootKeyFile {
  const [first = "", ...others] = text.trim().split("\n");
  const keyIn = (line: string) => {
    const rootKey = parseRootKey(line);
    if (!rootKey) throw new Error(`${file} does not hold a root key (32 bytes in base64)`);
    return rootKey;
  };
  const ofKind = (kind: string) => others.flatMap((line) => (line.startsWith(`${kind} `) ? [line.split(" ")[1]] : []));
  const [accepted, signed] = [ofKind(ACCEPTED), ofKind(SIGNED)];
  if (accepted.length + signed.length < others.length) throw new Error(`${file} has a line that is no key`);
  return {
    current: keyIn(first),
    accepted: accepted.map((line = "") => keyIn(line)),
    signingSecrets: signed.map((line = "") => Buffer.from(line, "base64")),
  };
}

async function replace(file: string, lines: readonly string[]): Promise<RootKeyFile> {
  const text = `${lines.join("\n")}\n`;
  await writeBeside(file, text, (written) => rename(written, file));
  return parse(text, file);
}

/** Writes to another file, flushes it to disk, and has it put into place: no crash leaves half a file. */
async function writeBeside(
  file: string,
  text: string,
  putIntoPlace: (written: string) => Promise<void>,
): Promise<void> {
  const written = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    const handle = await open(written, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await putIntoPlace(written);
  } finally {
    await rm(written, { force: true });
  }
  await flushFolder(dirname(file));
}

/** A name that is not flushed may be gone after a power cut. Not every system can. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync().catch(() => {});
  } finally {
    await handle.close();
  }
}
