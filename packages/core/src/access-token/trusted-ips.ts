import { BlockList, isIP } from "node:net";
import { mappedIpv4, readIpAddress } from "../shared/ip-address.ts";

interface Network {
  address: string;
  family: "ipv4" | "ipv6";
  prefix: number;
}

/**
 * Whether the address is in one of the ranges. An IPv4 address that arrived over IPv6 counts as the IPv4 address it is, and
 * never as IPv6; a zone is left out (`readIpAddress`). Anything that is not an address is in no range.
 */
export function isTrustedIp(ranges: readonly string[], ipAddress: string): boolean {
  const address = readIpAddress(ipAddress);
  if (address === null) return false;
  const lists = known.get(ranges) ?? readRanges(ranges);
  known.set(ranges, lists);
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  return lists[family].check(address, family);
}

/** One for each family: a list of both would take an IPv4 address for the IPv6 address it can be written as. */
type Lists = Record<Network["family"], BlockList>;

/** Ranges of what is kept in memory are asked about at every request. */
const known = new WeakMap<readonly string[], Lists>();

function readRanges(ranges: readonly string[]): Lists {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of ranges) {
    const [text = "", prefix] = range.split("/");
    const network = readNetwork(text, prefix);
    if (network) lists[network.family].addSubnet(network.address, network.prefix, network.family);
  }
  return lists;
}

/** Null when the text is not an address. Without a prefix it is the one address. */
function readNetwork(text: string, prefix: string | undefined): Network | null {
  const family = isIP(text);
  if (family === 0) return null;
  if (family === 4) return { address: text, family: "ipv4", prefix: prefix === undefined ? 32 : Number(prefix) };
  const bits = prefix === undefined ? 128 : Number(prefix);
  const mapped = bits < 96 ? null : mappedIpv4(text);
  return mapped === null
    ? { address: text, family: "ipv6", prefix: bits }
    : { address: mapped, family: "ipv4", prefix: bits - 96 };
}
