import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { AttachKubernetesAuthInput, KubernetesAuthConfig, UpdateKubernetesAuthInput } from "./kubernetes-auth.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\nAAA=\n-----END CERTIFICATE-----";
const identityId = "6f2f1d0c-3a3b-4c39-9b1a-2f4a3a1e7f10";
const minimal = { identityId, kubernetesHost: "https://10.0.0.1:6443", allowedNamespaces: "payments" };

function issuesOf(schema: z.ZodType, value: unknown): [string, string][] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => [issue.path.join("."), issue.message]);
}

describe("AttachKubernetesAuthInput", () => {
  it("fills in the guide's defaults", () => {
    expect(AttachKubernetesAuthInput.parse(minimal)).toEqual({
      ...minimal,
      tokenReviewerJwt: "",
      caCertificate: "",
      allowedNames: "",
      allowedAudience: "",
      isPodBindingRequired: false,
      pinnedServiceAccountUid: "",
      maxJwtAgeSeconds: 0,
      accessTokenTtlSeconds: 2_592_000,
      accessTokenMaxTtlSeconds: 2_592_000,
      accessTokenMaxUses: 0,
      accessTokenTrustedIps: ["0.0.0.0/0", "::/0"],
    });
  });

  const cidr = "The IP is not a valid IPv4, IPv6, or CIDR block";
  it.each<[string, Record<string, unknown>, string, string]>([
    ["a host that is none", { kubernetesHost: "not a host" }, "kubernetesHost", "Must be a host, a host:port pair"],
    ["no host", { kubernetesHost: "" }, "kubernetesHost", "Must not be empty"],
    ["a stored reviewer without its JWT", { reviewerMode: "stored" }, "tokenReviewerJwt", "Enter the reviewer's JWT"],
    [
      "a JWT for a client that reviews itself",
      { reviewerMode: "client", tokenReviewerJwt: "a.b.c" },
      "tokenReviewerJwt",
      "Must be empty",
    ],
    [
      "a JWT beside Podpass's own account",
      { reviewerMode: "own", tokenReviewerJwt: "a.b.c" },
      "tokenReviewerJwt",
      "Must be empty",
    ],
    ["a reviewer nobody knows", { reviewerMode: "gateway" }, "reviewerMode", 'Must be "stored", "client" or "own"'],
    ["http to another machine", { kubernetesHost: "http://10.0.0.1" }, "kubernetesHost", "Must use https"],
    ["a CA that is not PEM", { caCertificate: "MIIB" }, "caCertificate", "Must be PEM-encoded certificates"],
    [
      "a CA with text around it",
      { caCertificate: `${PEM}\nhello` },
      "caCertificate",
      "Must be PEM-encoded certificates",
    ],
    [
      "a private key for a CA",
      { caCertificate: PEM.replaceAll("CERTIFICATE", "PRIVATE KEY") },
      "caCertificate",
      "Must be PEM-encoded certificates",
    ],
    ["a CA over 64 KB", { caCertificate: PEM + " ".repeat(70_000) + PEM }, "caCertificate", "Must be at most 64 KB"],
    [
      "a TTL above the max TTL",
      { accessTokenTtlSeconds: 61, accessTokenMaxTtlSeconds: 60 },
      "accessTokenTtlSeconds",
      "Access Token TTL cannot be greater than Access Token Max TTL.",
    ],
    ["a negative TTL", { accessTokenTtlSeconds: -1 }, "accessTokenTtlSeconds", "Must not be negative"],
    ["a TTL with a fraction", { accessTokenTtlSeconds: 1.5 }, "accessTokenTtlSeconds", "Must be a whole number"],
    ["a TTL as text", { accessTokenTtlSeconds: "60" }, "accessTokenTtlSeconds", "Must be a whole number"],
    [
      "a max TTL over ten years",
      { accessTokenMaxTtlSeconds: 315_360_001 },
      "accessTokenMaxTtlSeconds",
      "Must be at most 315360000 seconds",
    ],
    ["negative uses", { accessTokenMaxUses: -1 }, "accessTokenMaxUses", "Must not be negative"],
    ["an address with 5 parts", { accessTokenTrustedIps: ["1.2.3.4.5"] }, "accessTokenTrustedIps.0", cidr],
    ["a prefix over 32", { accessTokenTrustedIps: ["10.0.0.0/33"] }, "accessTokenTrustedIps.0", cidr],
    ["a prefix over 128", { accessTokenTrustedIps: ["::/0", "::/129"] }, "accessTokenTrustedIps.1", cidr],
    ["an octal address", { accessTokenTrustedIps: ["010.0.0.1"] }, "accessTokenTrustedIps.0", cidr],
    ["an address with a zone", { accessTokenTrustedIps: ["fe80::1%eth0"] }, "accessTokenTrustedIps.0", cidr],
    ["no trusted address", { accessTokenTrustedIps: [] }, "accessTokenTrustedIps", "Name at least one IP"],
    [
      "neither names nor namespaces",
      { allowedNamespaces: "" },
      "allowedNames",
      "Name the allowed service accounts or namespaces; write * to allow every one",
    ],
    ["blank names and namespaces", { allowedNamespaces: "  ", allowedNames: " " }, "allowedNames", "Name the allowed"],
    ["an empty item", { allowedNamespaces: "a,,b" }, "allowedNamespaces", "Must not contain an empty item"],
    ["only a comma", { allowedNamespaces: "," }, "allowedNamespaces", "Must not contain an empty item"],
    ["a namespace over 63 characters", { allowedNamespaces: "n".repeat(64) }, "allowedNamespaces", `"nnn`],
    ["a name over 253 characters", { allowedNames: "n".repeat(254) }, "allowedNames", `"nnn`],
    ["a pair without a namespace", { allowedNames: "/web" }, "allowedNames", '"/web" must be'],
    ["a pair of three", { allowedNames: "a/b/c" }, "allowedNames", '"a/b/c" must be'],
    ["a pair among the namespaces", { allowedNamespaces: "a/b" }, "allowedNamespaces", '"a/b" must be'],
    ["an empty audience", { allowedAudience: "a,,b" }, "allowedAudience", "Must not contain an empty item"],
    ["an audience with a NUL", { allowedAudience: "a\u0000b" }, "allowedAudience", "Must be audiences without spaces"],
    ["a UID that is a name", { pinnedServiceAccountUid: "web" }, "pinnedServiceAccountUid", "Must be a UID"],
    ["a negative age", { maxJwtAgeSeconds: -1 }, "maxJwtAgeSeconds", "Must not be negative"],
    ["an age above a year", { maxJwtAgeSeconds: 31_536_001 }, "maxJwtAgeSeconds", "Must be at most 31536000 seconds"],
    ["a pod binding in words", { isPodBindingRequired: "yes" }, "isPodBindingRequired", "expected boolean"],
    ["a reviewer JWT of two parts", { tokenReviewerJwt: "aaa.bbb" }, "tokenReviewerJwt", "Must be a JWT"],
    ["a reviewer JWT with Bearer", { tokenReviewerJwt: "Bearer a.b.c" }, "tokenReviewerJwt", "Must be a JWT"],
    ["an identity that is no UUID", { identityId: "1" }, "identityId", "Must be a UUID"],
  ])("refuses %s, naming the field and the rule", (_what, change, path, rule) => {
    const issues = issuesOf(AttachKubernetesAuthInput, { ...minimal, ...change });
    expect(issues).toContainEqual([path, expect.stringContaining(rule)]);
  });

  it.each([
    ["no host for Podpass's own cluster", { kubernetesHost: "", reviewerMode: "own" }],
    ["host:port", { kubernetesHost: "10.0.0.1:6443" }],
    ["one certificate", { caCertificate: `${PEM}\n` }],
    ["a bundle with comments", { caCertificate: `# root\n${PEM}\n\n# intermediate\n${PEM}` }],
    ["CRLF line ends", { caCertificate: PEM.replaceAll("\n", "\r\n") }],
    ["a star for every namespace", { allowedNamespaces: "*" }],
    ["pairs alone", { allowedNamespaces: "", allowedNames: "payments/worker, shop-*/api-?" }],
    ["two audiences", { allowedAudience: "podpass, https://kubernetes.default.svc" }],
    ["a UID in capitals", { pinnedServiceAccountUid: "7A1C9F5E-6F0B-4C53-9C7E-2F7A3B8D4E10" }],
    ["names alone", { allowedNamespaces: "", allowedNames: "vault-*" }],
    ["a TTL as long as the max TTL", { accessTokenTtlSeconds: 60, accessTokenMaxTtlSeconds: 60 }],
    ["a max TTL of 0, the ceiling", { accessTokenTtlSeconds: 315_360_000, accessTokenMaxTtlSeconds: 0 }],
    ["single addresses and ranges", { accessTokenTrustedIps: ["10.1.2.3", "10.0.0.0/8", "2001:db8::/32", "::1"] }],
    ["a reviewer JWT with a line end", { tokenReviewerJwt: "aaa.bbb.ccc\n" }],
  ])("takes %s", (_what, change) => {
    expect(issuesOf(AttachKubernetesAuthInput, { ...minimal, ...change })).toEqual([]);
  });

  it("keeps an upper-case identity id in the one spelling ids have", () => {
    expect(AttachKubernetesAuthInput.parse({ ...minimal, identityId: identityId.toUpperCase() }).identityId).toBe(
      identityId,
    );
  });

  it("reads a hostile CA text in time proportional to its length", () => {
    const startedAt = performance.now();
    for (const text of ["#\n".repeat(32_000), `# ${"\n".repeat(65_000)}`, `${PEM}\n`.repeat(900)]) {
      issuesOf(AttachKubernetesAuthInput, { ...minimal, caCertificate: `${text}x` });
    }
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe("UpdateKubernetesAuthInput", () => {
  it("changes nothing that is left out", () => {
    expect(UpdateKubernetesAuthInput.parse({ identityId })).toEqual({ identityId });
  });

  it.each([null, "", "a.b.c"])("takes the reviewer JWT %j", (tokenReviewerJwt) => {
    expect(UpdateKubernetesAuthInput.parse({ identityId, tokenReviewerJwt })).toEqual({ identityId, tokenReviewerJwt });
  });

  it("judges each field as attaching does", () => {
    expect(issuesOf(UpdateKubernetesAuthInput, { identityId, accessTokenTrustedIps: ["nope"] })).toEqual([
      ["accessTokenTrustedIps.0", "The IP is not a valid IPv4, IPv6, or CIDR block"],
    ]);
  });
});

describe("KubernetesAuthConfig", () => {
  it("asks of the whole what no single field can promise", () => {
    const { identityId: _identityId, tokenReviewerJwt: _jwt, ...input } = AttachKubernetesAuthInput.parse(minimal);
    const config = { ...input, reviewerMode: "client" };
    expect(issuesOf(KubernetesAuthConfig, config)).toEqual([]);
    expect(issuesOf(KubernetesAuthConfig, { ...config, allowedNamespaces: "" })).toEqual([
      ["allowedNames", "Name the allowed service accounts or namespaces; write * to allow every one"],
    ]);
    expect(issuesOf(KubernetesAuthConfig, { ...config, accessTokenMaxTtlSeconds: 1 })).toEqual([
      ["accessTokenTtlSeconds", "Access Token TTL cannot be greater than Access Token Max TTL."],
    ]);
  });
});
