import { isIP } from "node:net";

/** In place of an address that cannot be told (RFC 7239 section 6.2 calls it so). No range holds it. */
export const UNKNOWN_IP_ADDRESS = "unknown";

/**
 * An address in the one spelling that everything after it compares, counts and shows: IPv4 as it is, IPv6 as RFC 5952
 * writes it, and an IPv4 address that arrived over IPv6 (`::ffff:a.b.c.d` in any spelling, RFC 4291 section 2.5.5.2) as
 * the IPv4 address it is. A zone (`%eth0`) says where an address is reached, not what it is, and is left out. Null for
 * whatever is no address.
 */
export function readIpAddress(text: string): string | null {
  const address = text.replace(/%.+$/s, "");
  const family = isIP(address);
  if (family === 0) return null;
  return family === 4 ? address : (mappedIpv4(address) ?? shortestIpv6(address));
}

/** The IPv4 address that an IPv6 address stands for; null when it is an IPv6 address of its own. */
export function mappedIpv4(address: string): string | null {
  const halves = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(shortestIpv6(address));
  if (!halves) return null;
  return halves
    .slice(1)
    .flatMap((half) => [Number.parseInt(half, 16) >> 8, Number.parseInt(half, 16) & 255])
    .join(".");
}

/** The URL parser gives every spelling of an IPv6 address the one of RFC 5952. */
function shortestIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
