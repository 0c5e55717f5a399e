import { describe, expect, it } from "vitest";
import { decodeJwt } from "#features/kubernetes-auth/lib/service-account-jwt.ts";

function jwt(claims: unknown): string {
  const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${segment({ alg: "RS256" })}.${segment(claims)}.c2lnbmF0dXJl`;
}

describe("decodeJwt", () => {
  it("tells whose a service account's JWT is and when it expires", () => {
    const text = jwt({ sub: "system:serviceaccount:podpass:reviewer", exp: 1_800_000_000 });
    expect(decodeJwt(` ${text}\n`)).toEqual({
      subject: "system:serviceaccount:podpass:reviewer",
      serviceAccount: { namespace: "podpass", name: "reviewer" },
      expiresAt: new Date("2027-01-15T08:00:00Z"),
    });
  });

  it("says that a JWT without exp never expires", () => {
    expect(decodeJwt(jwt({ sub: "system:serviceaccount:default:reviewer" }))?.expiresAt).toBeNull();
  });

  it("keeps a subject that is no service account", () => {
    expect(decodeJwt(jwt({ sub: "jane" }))).toMatchObject({ subject: "jane", serviceAccount: null });
  });

  it.each(["", "abc", "a.b", "a.b.c", "a b.c.d", `${jwt({})}.x`, jwt(null)])("reads nothing out of %j", (text) => {
    expect(decodeJwt(text)).toBeNull();
  });
});
