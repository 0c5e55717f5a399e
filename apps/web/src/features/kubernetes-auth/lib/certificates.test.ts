import { describe, expect, it } from "vitest";
import { readCertificates } from "#features/kubernetes-auth/lib/certificates.ts";

// Self-signed; the first ends after 2050, so its time is a GeneralizedTime, the second has no common name.
const LONG_LIVED = `
-----BEGIN CERTIFICATE-----
MIIBnDCCAUOgAwIBAgIUcWmqNQaH15brzcGYbYoqIgfCJbYwCgYIKoZIzj0EAwIw
IzEMMAoGA1UECgwDTGFiMRMwEQYDVQQDDAprdWJlcm5ldGVzMCAXDTI2MTEyNDAy
NTEyOFoYDzIxMjYxMDMxMDI1MTI4WjAjMQwwCgYDVQQKDANMYWIxEzARBgNVBAMM
Cmt1YmVybmV0ZXMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQtXIOUeaczQTpz
oOpl81nDjJK7ansTRtkHUVqSfVNTSGTbpzDK4aIkljc9t427nrV5CSw6wn6dvkcJ
74WTXbxwo1MwUTAdBgNVHQ4EFgQU8uO/uoaiA2HscZhFC2WLhJi287AwHwYDVR0j
BBgwFoAU8uO/uoaiA2HscZhFC2WLhJi287AwDwYDVR0TAQH/BAUwAwEB/zAKBggq
hkjOPQQDAgNHADBEAiAmQs8EtzdY5lWjQO+IBsT6wg8JL/zHgRlN0+Md+rSVNAIg
NF04yYyWFYzaysE7DMDL5qQtJOTKuSfJ2bI1qSPAfz4=
-----END CERTIFICATE-----
`;
const WITHOUT_COMMON_NAME = `
-----BEGIN CERTIFICATE-----
MIIBczCCARmgAwIBAgIUcR7FZOLbUCI+bbbk03vc6fC+H9wwCgYIKoZIzj0EAwIw
DzENMAsGA1UECgwEQWNtZTAeFw0yNjExMjQwMjUxMjhaFw0zNjExMjEwMjUxMjha
MA8xDTALBgNVBAoMBEFjbWUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQebXDk
ms+rianTyRKSTCiyF01FjvPd0JZya07eDYgzT47XVg4oisn142faA9pYowO0P51q
YpmW7VWRbAi3T97jo1MwUTAdBgNVHQ4EFgQUxwK1f0LoixM+q9MMRfh9wM1qKxMw
HwYDVR0jBBgwFoAUxwK1f0LoixM+q9MMRfh9wM1qKxMwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiAiNmDfTuwJN2h+zIV1WcJ1o63o4HND5BgHB9xY
kackpwIhANuM9zRx7clMX8XtVo20J6TCvsjVpGbk0cPqOuag/rqf
-----END CERTIFICATE-----
`;

describe("readCertificates", () => {
  it("tells subject, issuer and end of each certificate of a bundle", () => {
    expect(readCertificates(`# two of them\n${LONG_LIVED}\n${WITHOUT_COMMON_NAME}`)).toEqual([
      {
        isReadable: true,
        subject: "kubernetes",
        issuer: "kubernetes",
        expiresAt: new Date("2126-10-31T02:51:28Z"),
      },
      { isReadable: true, subject: "Acme", issuer: "Acme", expiresAt: new Date("2036-11-21T02:51:28Z") },
    ]);
  });

  it("counts a block that is no certificate, and says that it cannot be read", () => {
    const block = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    expect(readCertificates(block)).toEqual([{ isReadable: false }]);
  });

  it("does not trust a length that leads past the end", () => {
    const truncated = LONG_LIVED.replace(/MIIB[^-]+/, "MIIBnDCC\n");
    expect(readCertificates(truncated)).toEqual([{ isReadable: false }]);
  });

  it("finds none in other text", () => {
    expect(readCertificates("hello")).toEqual([]);
  });
});
