import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyIdOf, open, seal } from "./envelope.ts";

const key = createSecretKey(randomBytes(32));
const keyId = randomUUID();

describe("an envelope", () => {
  it("opens to what was sealed, for every text and place", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "binary" }), (plain, place) => {
        const envelope = seal(key, keyId, Buffer.from(plain), place);
        expect(keyIdOf(envelope)).toBe(keyId);
        expect(open(key, envelope, place).equals(Buffer.from(plain))).toBe(true);
      }),
    );
  });

  it("does not open with any one bit flipped", () => {
    const envelope = seal(key, keyId, Buffer.from("hunter2 hunter2"), "secrets|1|value");
    for (let bit = 0; bit < envelope.length * 8; bit += 1) {
      const changed = Uint8Array.from(envelope);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(key, changed, "secrets|1|value")).toThrow();
    }
  });

  it("does not open shortened, lengthened, elsewhere or with another key", () => {
    const envelope = seal(key, keyId, Buffer.from("hunter2"), "secrets|1|value");
    for (let length = 0; length < envelope.length; length += 1) {
      expect(() => open(key, envelope.slice(0, length), "secrets|1|value")).toThrow();
    }
    expect(() => open(key, Uint8Array.from([...envelope, 0]), "secrets|1|value")).toThrow();
    expect(() => open(key, envelope, "secrets|2|value")).toThrow();
    expect(() => open(createSecretKey(randomBytes(32)), envelope, "secrets|1|value")).toThrow();
  });

  it("is another each time, and shows nothing of what is in it", () => {
    const plain = Buffer.from("hunter2 ".repeat(20));
    const envelopes = Array.from({ length: 50 }, () => Buffer.from(seal(key, keyId, plain, "p")).toString("hex"));
    expect(new Set(envelopes.map((text) => text.slice(34, 58))).size).toBe(50);
    for (const text of envelopes) expect(text).not.toContain(Buffer.from("hunter2").toString("hex"));
  });

  it.each([
    new Uint8Array(),
    new Uint8Array(44),
    Uint8Array.from([2, ...new Uint8Array(60)]),
    Buffer.from("plain text of more than forty-five characters"),
  ])("%# is not one, and says so", (bytes) => {
    expect(() => keyIdOf(bytes)).toThrow("Not an encrypted value");
  });
});
