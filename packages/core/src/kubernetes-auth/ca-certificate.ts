import { X509Certificate } from "node:crypto";
import { invalidField } from "../shared/app-error.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Throws a field error unless every block of the bundle parses as an X.509 certificate (RFC 7468, RFC 5280). */
export function assertCaCertificate(bundle: string): void {
  for (const [index, block] of (bundle.match(CERTIFICATE) ?? []).entries()) {
    try {
      new X509Certificate(block);
    } catch {
      throw invalidField("caCertificate", `Certificate ${index + 1} of the bundle is not a valid X.509 certificate`);
    }
  }
}
