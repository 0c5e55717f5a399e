import { isIPv6 } from "node:net";

/**
 * What a client's attempts are counted by, of its address as `readIpAddress` writes it: an IPv4 address itself, or the /64
 * an IPv6 address is in, of which one host may use any address (RFC 4291 section 2.5.4).
 */
export function networkOf(ipAddress: string): string {
  if (!isIPv6(ipAddress)) return ipAddress;
  const [head = "", tail] = ipAddress.split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const all = [...groups, ...Array.from({ length: missing }, () => "0"), ...(tail ?? "").split(":")];
  return `${all.slice(0, 4).join(":")}::/64`;
}
