import { describe, expect, it } from "vitest";
import { readKept, toKeep } from "#features/kubernetes-auth/lib/kept-input.ts";
import { initialValues } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

const START = initialValues("7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10", null);

describe("toKeep", () => {
  it("never holds the reviewer JWT", () => {
    const kept = toKeep({ ...START, reviewerMode: "stored", tokenReviewerJwt: "a.secret.jwt" }, START);
    expect(kept).toEqual({ reviewerMode: "stored" });
  });

  it("holds what was typed and not what the form starts from", () => {
    const typed = { kubernetesHost: "10.0.0.1:6443", accessTokenTrustedIps: ["10.0.0.0/8"] };
    expect(toKeep({ ...START, ...typed }, START)).toEqual(typed);
  });
});

describe("readKept", () => {
  it("gives back what was kept", () => {
    const typed = { kubernetesHost: "10.0.0.1:6443", accessTokenTtlSeconds: 60 };
    expect(readKept(JSON.parse(JSON.stringify(typed)), START)).toEqual(typed);
  });

  it("drops what nobody kept", () => {
    const forged = { tokenReviewerJwt: "a.b.c", identityId: "x", kubernetesHost: 5, accessTokenTrustedIps: "all" };
    expect(readKept(forged, START)).toEqual({});
  });
});
