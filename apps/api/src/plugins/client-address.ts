import type { IncomingMessage } from "node:http";
import { isTrustedIp, readIpAddress, UNKNOWN_IP_ADDRESS } from "@podpass/core";
import fp from "fastify-plugin";

declare module "fastify" {
  interface FastifyRequest {
    /**
     * Whose request it is, in one spelling (`readIpAddress`), or `unknown`. What is decided, counted or written down by
     * address goes by this, never by Fastify's own `ip`.
     */
    readonly clientAddress: string;
  }
}

/** An address with the port some proxies write beside it. In brackets stands IPv6 alone (RFC 3986 section 3.2.2). */
const WITH_PORT = /^(?:\[([^\]:]*:[^\]]*)\]|([\d.]+))(?::\d{1,5})?$/;

/** Gives every request the address of its client. */
export const clientAddress = fp<{ trustedProxies: readonly string[] }>(async (app, { trustedProxies }) => {
  app.decorateRequest("clientAddress", {
    getter() {
      return clientAddressOf(this.raw, trustedProxies);
    },
  });
});

/**
 * The address of the socket. While that is a trusted proxy's, the address that proxy names as its client's, which is the
 * next one of `X-Forwarded-For` from the right; what stands further left, its client wrote. A proxy that names nobody is
 * the client. One that names what is no address leaves the client `unknown`: to be taken for the proxy would let such a
 * client in where only what is inside is trusted.
 */
export function clientAddressOf(
  { headers, socket }: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } },
  trustedProxies: readonly string[],
): string {
  let address = readIpAddress(socket.remoteAddress ?? "");
  if (trustedProxies.length === 0) return address ?? UNKNOWN_IP_ADDRESS;
  const named = readForwardedFor(headers);
  while (address !== null && isTrustedIp(trustedProxies, address)) {
    const next = named.pop();
    if (next === undefined) break;
    address = readHop(next);
  }
  return address ?? UNKNOWN_IP_ADDRESS;
}

/** Its entries; empty ones say nothing (RFC 9110 section 5.6.1.2). Lines of the header are one list (section 5.3). */
function readForwardedFor({ "x-forwarded-for": lines = "" }: IncomingMessage["headers"]): string[] {
  return [lines]
    .flat()
    .join(",")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function readHop(entry: string): string | null {
  const [, ipv6, ipv4] = WITH_PORT.exec(entry) ?? [];
  return readIpAddress(ipv6 ?? ipv4 ?? entry);
}
