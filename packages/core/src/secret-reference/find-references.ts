import { SecretPath } from "@podpass/contracts";

/** `${NAME}` in the secret's own folder, `${environment.folder.folder.NAME}` anywhere in the project. */
const REFERENCE = /\$\{([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\}/g;

/** Where a secret is, as far as references can say. */
export interface SecretAddress {
  environment: string;
  secretPath: string;
  key: string;
}

/** A reference in a value: what stands there, and what it speaks of. */
export interface Reference {
  text: string;
  to: SecretAddress;
}

/** The parts of a value: texts that stay, and references, in the order they stand there. */
export function splitReferences(value: string, home: Omit<SecretAddress, "key">): (string | Reference)[] {
  const parts: (string | Reference)[] = [];
  let end = 0;
  for (const match of value.matchAll(REFERENCE)) {
    const [text, inner = ""] = match;
    parts.push(value.slice(end, match.index), toReference(text, inner, home) ?? text);
    end = match.index + text.length;
  }
  return [...parts, value.slice(end)];
}

/** Null when the folders named in it cannot exist. */
function toReference(text: string, inner: string, home: Omit<SecretAddress, "key">): Reference | null {
  const names = inner.split(".");
  const key = names.pop() ?? "";
  const [environment, ...folders] = names;
  if (environment === undefined) {
    return { text, to: { environment: home.environment, secretPath: home.secretPath, key } };
  }
  const path = SecretPath.safeParse(folders.join("/"));
  return path.success ? { text, to: { environment, secretPath: path.data, key } } : null;
}

/** One text for one secret. No part of an address holds a blank or a line end where another begins. */
export function nameOfAddress({ environment, secretPath, key }: SecretAddress): string {
  return `${environment} ${secretPath} ${key}`;
}
