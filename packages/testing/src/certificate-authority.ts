// The certificate library registers its parts through Reflect metadata while it loads: this import must come first.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

const KEY_ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR_MS = 3_600_000;
const CA_USAGES = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign;

/** PEM texts: a CA made for one server, and that server's certificate and PKCS#8 key. */
export interface ServerCredentials {
  caCertificate: string;
  serverCertificate: string;
  serverKey: string;
}

/**
 * Makes a new CA and a server certificate it signed, good for `hosts` (IP addresses and DNS names) from two hours ago
 * to a year from now or, the server's, to `expiresAt`. The CA's key is forgotten, so nothing else can ever be signed
 * with it.
 */
export async function createServerCredentials(hosts: readonly string[], expiresAt?: Date): Promise<ServerCredentials> {
  const [caKeys, serverKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const validity = {
    notBefore: new Date(Date.now() - 2 * HOUR_MS),
    notAfter: new Date(Date.now() + 365 * 24 * HOUR_MS),
  };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: "CN=kubernetes-ca",
    keys: caKeys,
    signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(CA_USAGES, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    ...(expiresAt ? { notAfter: expiresAt } : {}),
    subject: "CN=kube-apiserver",
    issuer: ca.subject,
    publicKey: serverKeys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map(toGeneralName)),
      await x509.AuthorityKeyIdentifierExtension.create(ca),
    ],
  });
  return {
    caCertificate: ca.toString("pem"),
    serverCertificate: server.toString("pem"),
    serverKey: x509.PemConverter.encode(
      await webcrypto.subtle.exportKey("pkcs8", serverKeys.privateKey),
      "PRIVATE KEY",
    ),
  };
}

function generateKeys() {
  return webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ["sign", "verify"]);
}

function toGeneralName(host: string) {
  return { type: isIP(host) ? ("ip" as const) : ("dns" as const), value: host };
}
