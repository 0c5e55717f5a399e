import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deriveSecret, parseRootKey, rootKeyFromBytes } from "./root-key.ts";

const bytes = randomBytes(32);

describe("parseRootKey", () => {
  it("reads base64 and hex alike", () => {
    const expected = rootKeyFromBytes(bytes);
    for (const text of [
      bytes.toString("base64"),
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
      ` ${bytes.toString("base64")}\n`,
    ]) {
      const parsed = parseRootKey(text);
      expect(parsed?.id).toBe(expected.id);
      expect(parsed?.key.equals(expected.key)).toBe(true);
    }
  });

  it.each([
    "",
    "short",
    randomBytes(31).toString("base64"),
    randomBytes(33).toString("base64"),
    "z".repeat(64),
    `${bytes.toString("base64")}!`,
  ])("takes nothing else: %#", (text) => {
    expect(parseRootKey(text)).toBeNull();
  });
});

describe("what hangs on a root key", () => {
  it("has an id and secrets of its own for each key and purpose, none of which shows the key", () => {
    const [one, other] = [rootKeyFromBytes(bytes), rootKeyFromBytes(randomBytes(32))];
    const values = [
      one.id,
      other.id,
      ...[one, other].flatMap((key) =>
        ["signing", "sessions"].map((purpose) => deriveSecret(key, purpose).toString("hex")),
      ),
    ];
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(bytes.toString("hex")).not.toContain(value.slice(0, 16));
    expect(deriveSecret(one, "signing")).toEqual(deriveSecret(rootKeyFromBytes(bytes), "signing"));
    expect(deriveSecret(one, "signing")).toHaveLength(32);
  });
});
