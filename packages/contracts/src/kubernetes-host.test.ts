import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseKubernetesHost } from "./kubernetes-host.ts";

const NOT_A_HOST = "Must be a host, a host:port pair or a URL such as https://10.0.0.1:6443";
const NOT_HTTPS = "Must use https: over http the token reviewer JWT would travel in clear";

describe("parseKubernetesHost", () => {
  it.each([
    ["kubernetes.default.svc", "https://kubernetes.default.svc"],
    ["10.0.0.1:6443", "https://10.0.0.1:6443"],
    ["  10.0.0.1:6443\n", "https://10.0.0.1:6443"],
    ["localhost:8443", "https://localhost:8443"],
    ["https://k8s.example.com", "https://k8s.example.com"],
    ["https://k8s.example.com/", "https://k8s.example.com"],
    ["https://k8s.example.com:443", "https://k8s.example.com"],
    ["HTTPS://K8S.Example.com", "https://k8s.example.com"],
    ["https://rancher.example.com/k8s/clusters/c-m-1/", "https://rancher.example.com/k8s/clusters/c-m-1"],
    ["rancher.example.com/k8s//", "https://rancher.example.com/k8s"],
    ["[2001:db8::1]:6443", "https://[2001:db8::1]:6443"],
    ["https://[::1]:6443", "https://[::1]:6443"],
    ["http://127.0.0.1:8001", "http://127.0.0.1:8001"],
    ["http://localhost:8001/", "http://localhost:8001"],
    ["http://[::1]:8001", "http://[::1]:8001"],
  ])("reads %j as %s", (text, baseUrl) => {
    expect(parseKubernetesHost(text)).toEqual({ ok: true, baseUrl });
  });

  it.each([
    ["", "Must not be empty"],
    ["   ", "Must not be empty"],
    [`${"a".repeat(252)}.com`, "Must be at most 255 characters"],
    ["not a host", NOT_A_HOST],
    ["host:port", NOT_A_HOST],
    ["host:99999", NOT_A_HOST],
    ["https://", NOT_A_HOST],
    ["https://-bad-.example.com-", NOT_A_HOST],
    ["under_score.example.com", NOT_A_HOST],
    ["host\\path", NOT_A_HOST],
    ["https://host/%2e%2e", NOT_A_HOST],
    ["https://a,b", NOT_A_HOST],
    ["https://*.example.com", NOT_A_HOST],
    ["https://host/\u0000", NOT_A_HOST],
    ["javascript:alert(1)", NOT_A_HOST],
    ["ftp://host", "Must use https"],
    ["file:///etc/passwd", "Must use https"],
    ["https://admin:secret@host", "Must not contain user credentials"],
    ["admin@host", "Must not contain user credentials"],
    ["https:////admin@host", "Must not contain user credentials"],
    ["https://@host", "Must not contain user credentials"],
    ["https://host?x=1", "Must not contain ? or #"],
    ["https://host?", "Must not contain ? or #"],
    ["https://host#", "Must not contain ? or #"],
    ["http://10.0.0.1:6443", NOT_HTTPS],
    ["http://k8s.example.com", NOT_HTTPS],
    ["http://localhost.example.com", NOT_HTTPS],
    ["http://127.0.0.1.example.com", NOT_HTTPS],
  ])("refuses %j: %s", (text, message) => {
    expect(parseKubernetesHost(text)).toEqual({ ok: false, message });
  });

  it("never throws, and gives only base URLs that say the same when read again", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: fc.constantFrom(..."htps:/.@?#[]%-1a\\ "), maxLength: 20 }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const host = parseKubernetesHost(typed);
        if (!host.ok) return;
        expect(parseKubernetesHost(host.baseUrl)).toEqual(host);
        const url = new URL(host.baseUrl);
        expect([url.username, url.password, url.search, url.hash]).toEqual(["", "", "", ""]);
        expect(host.baseUrl).not.toMatch(/\/$/);
      }),
      { numRuns: 300 },
    );
  });
});
