import { X509Certificate } from "node:crypto";
import { isIP, type LookupFunction, connect as netConnect, type Socket } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  type DetailedPeerCertificate,
  type TLSSocket,
  connect as tlsConnect,
} from "node:tls";
import type { ServerCertificate } from "@podpass/contracts";
import { withoutJwts } from "../kubernetes-auth/token-review-answer.ts";
import { transportFault } from "../kubernetes-auth/transport-fault.ts";
import type { DialFacts } from "./connection.gateway.ts";

interface Destination {
  url: URL;
  /** PEM; empty for the system's roots. */
  caCertificate: string;
  lookup: LookupFunction;
  timeoutMs: number;
}

/** A chain that names itself its own issuer ends there; one made to go round ends here. */
const MAX_CHAIN_LENGTH = 10;

/**
 * Connects to an API server and looks at its certificate, trusted or not, so that an admin sees what is there. Nothing
 * is ever written on this connection: whoever speaks to the server makes one of its own, which verifies.
 */
export function dial(destination: Destination): Promise<DialFacts> {
  const facts: DialFacts = { addresses: [], connectMs: null, fault: null, protocol: null, certificates: [] };
  const startedAt = performance.now();
  const hostname = destination.url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(hostname) !== 0) facts.addresses = [hostname];
  return new Promise((resolve) => {
    let identityProblem: Error | undefined;
    const socket = open(destination, hostname, {
      lookup: recording(destination.lookup, (addresses) => {
        facts.addresses = addresses;
      }),
      checkServerIdentity: (name, certificate) => {
        identityProblem = checkServerIdentity(name, certificate);
        return identityProblem;
      },
    });
    const timer = setTimeout(
      () => socket.destroy(new DOMException("no connection", "TimeoutError")),
      destination.timeoutMs,
    );
    const end = (problem: Error | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...facts, fault: problem && transportFault(problem) });
    };
    socket.once("connect", () => {
      facts.connectMs = Math.round(performance.now() - startedAt);
      if (!isTls(socket)) end(null);
    });
    socket.once("secureConnect", () => {
      if (!isTls(socket)) return;
      facts.protocol = socket.getProtocol();
      facts.certificates = chainOf(socket.getPeerCertificate(true));
      end(identityProblem ?? verificationProblem(socket));
    });
    socket.on("error", end);
    socket.once("close", () => end(new Error("the connection was closed")));
  });
}

type Hooks = Required<Pick<ConnectionOptions, "lookup" | "checkServerIdentity">>;

function open({ url, caCertificate }: Destination, hostname: string, hooks: Hooks): Socket {
  const isHttps = url.protocol === "https:";
  const address = { host: hostname, port: Number(url.port || (isHttps ? 443 : 80)), lookup: hooks.lookup };
  if (!isHttps) return netConnect(address);
  return tlsConnect({
    ...address,
    checkServerIdentity: hooks.checkServerIdentity,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["http/1.1"],
    // A connection that is refused shows no chain. This one carries nothing, whether it is trusted or not.
    rejectUnauthorized: false,
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(caCertificate === "" ? {} : { ca: caCertificate }),
  });
}

function isTls(socket: Socket): socket is TLSSocket {
  return "encrypted" in socket;
}

function recording(lookup: LookupFunction, record: (addresses: string[]) => void): LookupFunction {
  return (name, options, callback) => {
    lookup(name, options, (error, address, family) => {
      if (!error) record(typeof address === "string" ? [address] : address.map((one) => one.address));
      callback(error, address, family);
    });
  };
}

/** Node names OpenSSL's verdict by its code here, whatever its type says. */
function verificationProblem(socket: TLSSocket): Error | null {
  if (socket.authorized) return null;
  const code = String(socket.authorizationError);
  return Object.assign(new Error("the certificate is not trusted"), { code });
}

/** The chain as it was verified: Node adds the authority that the server need not send. */
function chainOf(leaf: DetailedPeerCertificate): ServerCertificate[] {
  const chain: ServerCertificate[] = [];
  const seen = new Set<string>();
  let current: DetailedPeerCertificate | undefined = leaf;
  // A server without a certificate shows an empty object.
  while (current?.raw && !seen.has(current.fingerprint256) && chain.length < MAX_CHAIN_LENGTH) {
    seen.add(current.fingerprint256);
    const { subject, issuer, validToDate } = new X509Certificate(current.raw);
    chain.push({ subject: nameOf(subject), issuer: nameOf(issuer), expiresAt: validToDate });
    current = current.issuerCertificate;
  }
  return chain;
}

/** The common name of a distinguished name, which Node writes one attribute a line, or all of it. */
function nameOf(distinguishedName: string): string {
  const commonName = /^CN=(.*)$/m.exec(distinguishedName)?.[1];
  return withoutJwts(commonName ?? distinguishedName.replaceAll("\n", ", "));
}
