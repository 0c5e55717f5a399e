import { describe, expect, it } from "vitest";
import {
  initialValues,
  type KubernetesAuth,
  type KubernetesAuthFormInput,
  kubernetesAuthForm,
  toKubernetesAuth,
} from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

const IDENTITY_ID = "7a1c9f5e-6f0b-4c53-9c7e-2f7a3b8d4e10";
const PRESENT: KubernetesAuth = {
  id: "9d6f4d1c-2b3a-4f5e-8c7d-1a2b3c4d5e6f",
  identityId: IDENTITY_ID,
  reviewerMode: "stored",
  kubernetesHost: "https://10.0.0.1:6443",
  caCertificate: "",
  hasTokenReviewerJwt: true,
  tokenReviewerJwtExpiresAt: null,
  allowedNamespaces: "prod",
  allowedNames: "",
  allowedAudience: "",
  isPodBindingRequired: false,
  pinnedServiceAccountUid: "",
  maxJwtAgeSeconds: 0,
  accessTokenTtlSeconds: 60,
  accessTokenMaxTtlSeconds: 60,
  accessTokenMaxUses: 0,
  accessTokenTrustedIps: ["::/0"],
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};

function problems(present: KubernetesAuth | null, change: Partial<KubernetesAuthFormInput>): Record<string, string> {
  const result = kubernetesAuthForm(present).safeParse({ ...initialValues(IDENTITY_ID, present), ...change });
  return Object.fromEntries((result.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]));
}

const NEW = { kubernetesHost: "10.0.0.1:6443", allowedNames: "web" };

describe("kubernetesAuthForm", () => {
  it("starts from the guide's defaults", () => {
    expect(initialValues(IDENTITY_ID, null)).toMatchObject({
      accessTokenTtlSeconds: 2_592_000,
      accessTokenMaxTtlSeconds: 2_592_000,
      accessTokenMaxUses: 0,
      accessTokenTrustedIps: ["0.0.0.0/0", "::/0"],
    });
    expect(problems(null, NEW)).toEqual({});
  });

  it("says all that is wrong at once, rules that span fields included", () => {
    const wrong = problems(null, { accessTokenTtlSeconds: 61, accessTokenMaxTtlSeconds: 60, reviewerMode: "stored" });
    expect(Object.keys(wrong).sort()).toEqual([
      "accessTokenTtlSeconds",
      "allowedNamespaces",
      "kubernetesHost",
      "tokenReviewerJwt",
    ]);
  });

  it("does not compare a TTL that is no duration", () => {
    const wrong = problems(null, { ...NEW, accessTokenMaxTtlSeconds: Number.NaN });
    expect(Object.keys(wrong)).toEqual(["accessTokenMaxTtlSeconds"]);
  });

  it("keeps the stored reviewer JWT while host and CA stay", () => {
    expect(problems(PRESENT, { allowedNames: "web" })).toEqual({});
  });

  it.each([
    { kubernetesHost: "https://10.0.0.2:6443" },
    { caCertificate: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----" },
  ])("asks for the reviewer JWT again with %j", (change) => {
    expect(problems(PRESENT, change).tokenReviewerJwt).toMatch(/again/);
    expect(problems(PRESENT, { ...change, reviewerMode: "client" })).toEqual({});
    expect(problems(PRESENT, { ...change, tokenReviewerJwt: "a.b.c" })).toEqual({});
  });

  it("needs no host and keeps no other reviewer's fields when Podpass's own account reviews", () => {
    const typed = { ...NEW, caCertificate: "PEM", tokenReviewerJwt: "a.b.c" };
    expect(problems(null, { reviewerMode: "own", allowedNames: "web" })).toEqual({});
    expect(problems(null, { allowedNames: "web" })).toEqual({ kubernetesHost: "Must not be empty" });
    const form = { ...kubernetesAuthForm(null).parse({ ...initialValues(IDENTITY_ID, null), ...NEW }), ...typed };
    const own = { kubernetesHost: "", caCertificate: "", tokenReviewerJwt: "" };
    expect(toKubernetesAuth({ ...form, reviewerMode: "own" })).toMatchObject(own);
    expect(toKubernetesAuth({ ...form, reviewerMode: "client" })).toMatchObject({ ...typed, tokenReviewerJwt: "" });
    expect(toKubernetesAuth({ ...form, reviewerMode: "stored" })).toMatchObject(typed);
  });
});
