import { describe, expect, it } from "vitest";
import { base32, newTotpSecret, otpauthUri, stepOfCode, totpCode } from "./totp.ts";

/** The secret of RFC 6238's test vectors for SHA-1. */
const SECRET = Buffer.from("12345678901234567890");

describe("a time-based code", () => {
  // RFC 6238 appendix B, of whose eight digits the last six are these.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at second %i is %s", (seconds, code) => {
    expect(totpCode(SECRET, Math.floor(seconds / 30))).toBe(code);
    expect(stepOfCode(SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it("is taken one step early and one step late, and no further", () => {
    const step = 1000;
    const code = totpCode(SECRET, step);
    const at = (seconds: number) => stepOfCode(SECRET, code, new Date(seconds * 1000));
    expect([at(29_969.999), at(29_970), at(30_059.999), at(30_060)]).toEqual([null, step, step, null]);
  });

  it.each(["", "28708", "2870820", "287083", "abcdef"])("is not %j", (code) => {
    expect(stepOfCode(SECRET, code, new Date(59_000))).toBeNull();
  });

  it("is made of a secret that apps take as text and as a link", () => {
    expect(base32(SECRET)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(base32(Buffer.from("a"))).toBe("ME");
    expect(newTotpSecret()).toHaveLength(20);
    expect(otpauthUri(SECRET, "a+b@example.com")).toBe(
      "otpauth://totp/Podpass:a%2Bb%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Podpass&algorithm=SHA1&digits=6&period=30",
    );
  });
});
