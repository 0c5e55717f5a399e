import { type DerElement, readDerElements } from "#features/kubernetes-auth/lib/der.ts";

export type CertificateSummary =
  | { isReadable: true; subject: string; issuer: string; expiresAt: Date }
  | { isReadable: false };

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** Every certificate of a PEM bundle (RFC 7468), in order, one that cannot be read included. */
export function readCertificates(pem: string): CertificateSummary[] {
  return [...pem.matchAll(PEM_BLOCK)].map(([, base64 = ""]) => readCertificate(base64));
}

function readCertificate(base64: string): CertificateSummary {
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, "")), (char) => char.charCodeAt(0));
    // RFC 5280 4.1: Certificate holds TBSCertificate, which begins with an optional [0] version.
    const [tbsCertificate] = children(required(readDerElements(bytes), 0));
    const fields = children(tbsCertificate);
    const [, , issuer, validity, subject] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
    const [, notAfter] = children(validity);
    return { isReadable: true, subject: readName(subject), issuer: readName(issuer), expiresAt: readTime(notAfter) };
  } catch {
    return { isReadable: false };
  }
}

function children(element: DerElement | undefined): DerElement[] {
  if (!element) throw new RangeError("element is missing");
  return readDerElements(element.content);
}

function required(elements: DerElement[], index: number): DerElement {
  const element = elements[index];
  if (!element) throw new RangeError("element is missing");
  return element;
}

// The attributes people tell certificates apart by: commonName, else organization (X.520, 2.5.4.3 and 2.5.4.10).
const COMMON_NAME = "550403";
const ORGANIZATION = "55040a";

function readName(name: DerElement | undefined): string {
  const values = new Map<string, string>();
  for (const attribute of children(name).flatMap(children)) {
    const parts = children(attribute);
    values.set(toHex(required(parts, 0).content), new TextDecoder().decode(required(parts, 1).content));
  }
  return values.get(COMMON_NAME) ?? values.get(ORGANIZATION) ?? "without a name";
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const UTC_TIME = 0x17;

// RFC 5280 4.1.2.5: UTCTime has two digits of the year, of which 50 to 99 are of the last century.
function readTime(time: DerElement | undefined): Date {
  if (!time) throw new RangeError("element is missing");
  const text = new TextDecoder().decode(time.content);
  const digits = time.tag === UTC_TIME ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (!match) throw new RangeError("is not a time");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
