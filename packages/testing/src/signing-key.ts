import { createHash, createPublicKey, generateKeyPair, type KeyObject, sign, verify } from "node:crypto";
import { promisify } from "node:util";

export type SigningAlgorithm = "RS256" | "ES256";

/** Signs and verifies compact JWTs (RFC 7515) with one key pair of its own. */
export interface SigningKey {
  /** Private key (PKCS#8) and public key (SPKI) as PEM. */
  privateKeyPem: string;
  publicKeyPem: string;
  sign(claims: object): string;
  /** The claims, or undefined when the token is not a JWT signed with this key and algorithm. */
  verify(token: string): Record<string, unknown> | undefined;
}

/** Makes a new key pair; its id is the hash of the public key, as kube-apiserver derives it. */
export async function createSigningKey(algorithm: SigningAlgorithm): Promise<SigningKey> {
  const privateKey = await generatePrivateKey(algorithm);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: "spki", format: "der" });
  const header = encode({ alg: algorithm, kid: createHash("sha256").update(spki).digest("base64url") });
  // RFC 7518 section 3.4: ES256 signatures are R and S side by side, not DER. RSA ignores the setting.
  const signingOptions = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
  const verifyOptions = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  return {
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign(claims) {
      const signed = `${header}.${encode(claims)}`;
      return `${signed}.${sign("sha256", Buffer.from(signed), signingOptions).toString("base64url")}`;
    },
    verify(token) {
      const [tokenHeader, payload, signature, ...rest] = token.split(".");
      if (tokenHeader === undefined || payload === undefined || signature === undefined || rest.length > 0) return;
      // The header is compared whole: `alg` and `kid` of the attacker's choosing never reach the verifier.
      if (tokenHeader !== header) return;
      const signed = Buffer.from(`${tokenHeader}.${payload}`);
      if (!verify("sha256", signed, verifyOptions, Buffer.from(signature, "base64url"))) return;
      return decodeSegment(payload);
    },
  };
}

/** The JSON object in one base64url segment of a JWT, or undefined when there is none. */
export function decodeSegment(segment: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object with members: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

async function generatePrivateKey(algorithm: SigningAlgorithm): Promise<KeyObject> {
  const { privateKey } =
    algorithm === "RS256"
      ? await promisify(generateKeyPair)("rsa", { modulusLength: 2048 })
      : await promisify(generateKeyPair)("ec", { namedCurve: "P-256" });
  return privateKey;
}
