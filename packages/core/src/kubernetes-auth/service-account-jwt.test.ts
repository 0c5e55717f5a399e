import { MAX_JWT_BYTES } from "@podpass/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expiryOfJwt, fingerprintOf, readServiceAccountJwt } from "./service-account-jwt.ts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwtOf = (header: unknown, payload: unknown, signature = "c2ln") =>
  `${encode(header)}.${encode(payload)}.${signature}`;
const header = { alg: "RS256" };

describe("readServiceAccountJwt", () => {
  it("finds nothing wrong with a JWT, whatever it claims", () => {
    expect(readServiceAccountJwt(jwtOf(header, { sub: "x" })).problem).toBeNull();
    expect(readServiceAccountJwt(jwtOf({}, {})).problem).toBeNull();
  });

  const NOT_SEGMENTS = "the JWT is not three base64url segments";
  const NOT_OBJECTS = "the JWT's header or payload is not a JSON object";
  it.each([
    ["empty", "", "the JWT is empty"],
    ["two segments", "a.b", NOT_SEGMENTS],
    ["four segments", "a.b.c.d", NOT_SEGMENTS],
    ["an empty segment", "a..c", NOT_SEGMENTS],
    ["no signature", `${encode(header)}.${encode({})}.`, NOT_SEGMENTS],
    ["padding", `${encode(header)}=.${encode({})}.c2ln`, NOT_SEGMENTS],
    ["a line end inside", `${encode(header)}.${encode({})}\n.c2ln`, NOT_SEGMENTS],
    ["a line end behind", `${jwtOf(header, {})}\n`, NOT_SEGMENTS],
    ["Bearer in front", `Bearer ${jwtOf(header, {})}`, NOT_SEGMENTS],
    ["letters of another script", `${encode(header)}.${encode({})}.ü`, NOT_SEGMENTS],
    ["a header that is no JSON", `abc.${encode({})}.c2ln`, NOT_OBJECTS],
    ["a payload that is no JSON", `${encode(header)}.abc.c2ln`, NOT_OBJECTS],
    ["a payload that is a list", jwtOf(header, []), NOT_OBJECTS],
    ["a payload that is null", jwtOf(header, null), NOT_OBJECTS],
    ["a header that is a text", jwtOf("x", {}), NOT_OBJECTS],
    ["over 8 KB", jwtOf(header, { x: "x".repeat(MAX_JWT_BYTES) }), `the JWT is longer than ${MAX_JWT_BYTES} bytes`],
  ])("%s", (_what, jwt, problem) => {
    expect(readServiceAccountJwt(jwt).problem).toBe(problem);
  });

  it("takes a JWT of exactly the size limit, and none above it", () => {
    const start = `${jwtOf(header, {}, "")}`;
    const ofLength = (length: number) => start + "a".repeat(length - start.length);
    expect(readServiceAccountJwt(ofLength(MAX_JWT_BYTES)).problem).toBeNull();
    expect(readServiceAccountJwt(ofLength(MAX_JWT_BYTES + 1)).problem).not.toBeNull();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (jwt) => void readServiceAccountJwt(jwt)));
  });
});

describe("expiryOfJwt", () => {
  it.each<[string, unknown, string | null]>([
    ["a date", { exp: 1_767_225_600 }, "2026-01-01T00:00:00.000Z"],
    ["none", {}, null],
    ["a text", { exp: "soon" }, null],
    ["a number as text", { exp: "1767225600" }, null],
    ["null", { exp: null }, null],
    ["more than a date can be", { exp: 1e300 }, null],
    ["a year the database cannot hold", { exp: 8e12 }, null],
    ["less than a date can be", { exp: -1e300 }, null],
  ])("an exp that is %s", (_what, payload, expected) => {
    expect(expiryOfJwt(jwtOf(header, payload))?.toISOString() ?? null).toBe(expected);
  });

  it("knows none of what is no JWT", () => {
    expect(expiryOfJwt("")).toBeNull();
    expect(expiryOfJwt("a.b.c")).toBeNull();
  });

  it("is not when it was issued", () => {
    const jwt = jwtOf(header, { iat: 1_767_225_600 });
    expect(readServiceAccountJwt(jwt).issuedAt?.toISOString()).toBe("2026-01-01T00:00:00.000Z");
    expect(expiryOfJwt(jwt)).toBeNull();
  });
});

describe("fingerprintOf", () => {
  it("names a credential by 12 hex digits that tell nothing of it", () => {
    expect(fingerprintOf("abc")).toBe("ba7816bf8f01");
  });
});
