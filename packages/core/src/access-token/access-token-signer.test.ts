import { createHmac, createSecretKey, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { TestClock } from "@podpass/testing";
import { decodeJwt, decodeProtectedHeader, type JWTHeaderParameters, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createAccessTokenSigner } from "./access-token-signer.ts";

const secret = randomBytes(32);
const clock = new TestClock();
const signer = createAccessTokenSigner(secret, clock);
const accessTokenId = randomUUID();
const claims = {
  accessTokenId,
  identityId: randomUUID(),
  identityName: "payments",
  organizationId: randomUUID(),
  authMethod: "kubernetes-auth",
  serviceAccount: { namespace: "payments", name: "worker" },
};
const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);
const valid = await signer.sign(claims, clock.now(), inSeconds(60));
const header = decodeProtectedHeader(valid);
const payload = decodeJwt(valid);

/** A token like ours in everything but what is changed. */
function forge(change: {
  header?: Partial<JWTHeaderParameters>;
  payload?: Record<string, unknown>;
  key?: Parameters<SignJWT["sign"]>[0];
}): Promise<string> {
  return new SignJWT({ ...payload, ...change.payload })
    .setProtectedHeader({ ...header, alg: "HS256", ...change.header })
    .sign(change.key ?? createSecretKey(secret));
}

/** By hand: the library signs with HS512 only under a longer key. */
function forgeHs512(): string {
  const signed = `${base64url({ ...header, alg: "HS512" })}.${base64url(payload)}`;
  return `${signed}.${createHmac("sha512", secret).update(signed).digest("base64url")}`;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("access-token signer", () => {
  it("accepts what it signed, with the id and expiry it was given", async () => {
    expect(await signer.verify(valid)).toEqual({ kind: "valid", accessTokenId, expiresAt: inSeconds(60) });
    expect(await signer.verify(await forge({}))).toMatchObject({ kind: "valid" });
  });

  it("accepts what an accepted key signed, signs with its own, and refuses a retired key", async () => {
    const rotated = createAccessTokenSigner(randomBytes(32), clock, [secret]);
    expect(await rotated.verify(valid)).toMatchObject({ kind: "valid", accessTokenId });
    const next = await rotated.sign(claims, clock.now(), inSeconds(60));
    expect(decodeProtectedHeader(next).kid).not.toBe(header.kid);
    expect(await rotated.verify(next)).toMatchObject({ kind: "valid" });
    expect(await signer.verify(next)).toEqual({ kind: "invalid" });
    const retired = createAccessTokenSigner(randomBytes(32), clock, [randomBytes(32)]);
    expect(await retired.verify(valid)).toEqual({ kind: "invalid" });
  });

  it("takes no key for another: a kid decides which one must have signed", async () => {
    const other = randomBytes(32);
    const both = createAccessTokenSigner(other, clock, [secret]);
    expect(await both.verify(await forge({ key: createSecretKey(other) }))).toEqual({ kind: "invalid" });
  });

  it("writes the claims that clients read", () => {
    expect(payload).toMatchObject({
      authTokenType: "identityAccessToken",
      identityId: claims.identityId,
      identityName: "payments",
      identityAccessTokenId: accessTokenId,
      authMethod: "kubernetes-auth",
      orgId: claims.organizationId,
      identityAuth: { kubernetes: { namespace: "payments", name: "worker" } },
      exp: clock.now().getTime() / 1000 + 60,
    });
  });

  it("refuses to the second: valid until the expiry, expired at it", async () => {
    const at = new TestClock(clock.now());
    const reader = createAccessTokenSigner(secret, at);
    at.set(new Date(inSeconds(60).getTime() - 1));
    expect(await reader.verify(valid)).toMatchObject({ kind: "valid" });
    at.set(inSeconds(60));
    expect(await reader.verify(valid)).toEqual({ kind: "expired", accessTokenId });
  });

  it("calls an expired token of another key invalid, not expired", async () => {
    const expired = await forge({ payload: { exp: 1 }, key: createSecretKey(randomBytes(32)) });
    expect(await signer.verify(expired)).toEqual({ kind: "invalid" });
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  it.each<[string, () => Promise<string> | string]>([
    ["alg none", () => `${base64url({ ...header, alg: "none" })}.${base64url(payload)}.`],
    ["alg none in capitals", () => `${base64url({ ...header, alg: "NONE" })}.${base64url(payload)}.AA`],
    ["no signature", () => `${valid.split(".").slice(0, 2).join(".")}.`],
    ["another key", () => forge({ key: createSecretKey(randomBytes(32)) })],
    ["an empty key", () => forge({ key: createSecretKey(Buffer.alloc(32)) })],
    ["another kid", () => forge({ header: { kid: "other" } })],
    ["no kid", () => forge({ header: { kid: undefined } })],
    ["another type", () => forge({ header: { typ: "at+jwt" } })],
    ["another issuer", () => forge({ payload: { iss: "infisical" } })],
    ["another audience", () => forge({ payload: { aud: "podpass" } })],
    ["no audience", () => forge({ payload: { aud: undefined } })],
    ["HS512 with the same key", () => forgeHs512()],
    ["RS256 with a key of its own", () => forge({ header: { alg: "RS256" }, key: rsa.privateKey })],
    ["another token's type", () => forge({ payload: { authTokenType: "user" } })],
    ["an id that is no UUID", () => forge({ payload: { jti: "1" } })],
    ["no id", () => forge({ payload: { jti: undefined } })],
    ["no expiry", () => forge({ payload: { exp: undefined } })],
    [
      "changed claims under the old signature",
      () => [valid.split(".")[0], base64url({ ...payload, exp: 4e9 }), valid.split(".")[2]].join("."),
    ],
    [
      "an unknown critical header",
      () => [base64url({ ...header, crit: ["b64"], b64: false }), ...valid.split(".").slice(1)].join("."),
    ],
    ["nothing", () => ""],
    ["junk", () => "a.b.c"],
    ["a token with something behind it", () => `${valid}.x`],
  ])("refuses %s", async (_what, make) => {
    expect(await signer.verify(await make())).toEqual({ kind: "invalid" });
  });

  it("refuses a token with any one character changed", async () => {
    for (let index = 0; index < valid.length; index += 7) {
      const other = valid[index] === "A" ? "B" : "A";
      // The last character of a base64url segment may hold bits that count for nothing.
      if (valid[index + 1] === "." || index === valid.length - 1) continue;
      const changed = `${valid.slice(0, index)}${other}${valid.slice(index + 1)}`;
      expect(await signer.verify(changed)).toEqual({ kind: "invalid" });
    }
  });
});
